using System.Globalization;
using System.Text;
using Ledger.Transparency.Files;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Keys;

/// <summary>
/// What was signed last from this home, kept outside the database and written before each signature. A database that was put back to an
/// earlier day would otherwise be sealed anew, with another root for a size that was signed already: the one thing that no log may do.
/// </summary>
internal sealed class SignedMemory(string keysFolder)
{
    public const string FileName = "signed";

    private readonly string path = Path.Combine(keysFolder, FileName);

    /// <summary>Null before the first signature.</summary>
    /// <exception cref="SealingException">The file is not one of ours.</exception>
    public (long Size, TreeHash Root)? Read()
    {
        if (!File.Exists(path))
            return null;
        string[] words;
        try
        {
            words = File.ReadAllText(path).TrimEnd('\n').Split(' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SealingException($"What was signed last cannot be read from {path}: {error.Message}", error);
        }

        return words.Length == 2 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && TreeHash.TryFromHex(words[1], out var root)
            ? (size, root)
            : throw new SealingException(
                $"{FileName} among the keys does not hold a size and a root. Put back a copy of it: without it a second root could be "
                + "signed for a size.");
    }

    /// <summary>On the disk before it returns, whole or not at all.</summary>
    /// <exception cref="SealingException">It cannot be written.</exception>
    public void Write(long size, TreeHash root)
    {
        try
        {
            SecretFile.Replace(path, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size} {root}\n")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SealingException(
                $"What is to be signed cannot be remembered in {path}, and is therefore not signed: {error.Message}", error);
        }
    }
}
