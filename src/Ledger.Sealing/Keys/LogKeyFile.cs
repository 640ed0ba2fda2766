using System.Text;
using Ledger.Transparency.Files;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;

namespace Ledger.Sealing.Keys;

/// <summary>
/// The keys that sign the log, in a file that only its owner can read: a line each, as golang.org/x/mod/sumdb/note writes private keys.
/// With two of them both sign, so that whoever knows the old one learns of the new one from a note that it trusts.
/// </summary>
public sealed class LogKeyFile(string keysFolder)
{
    public const string FileName = "signing.keys";

    public string Path { get; } = System.IO.Path.Combine(keysFolder, FileName);

    /// <summary>When it was written last: whoever holds its keys in memory looks here for new ones.</summary>
    public DateTime Changed => File.GetLastWriteTimeUtc(Path);

    /// <summary>Makes a first key where there is none. Of several processes that start at once one makes it, and all use it.</summary>
    public void Prepare(string origin)
    {
        if (File.Exists(Path))
            return;
        using var key = SigningKey.Generate(origin, SignatureSuites.All[0]);
        // Where another process was first, its key is the key.
        SecretFile.TryCreate(Path, Encode([key]));
    }

    /// <exception cref="SealingException">The file is readable by others, or does not hold keys of this log.</exception>
    public IReadOnlyList<SigningKey> Read(string origin)
    {
        try
        {
            return ReadChecked(origin);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SealingException($"The keys that sign the log cannot be read from {Path}: {error.Message}", error);
        }
    }

    private IReadOnlyList<SigningKey> ReadChecked(string origin)
    {
        if (SecretFile.IsOpenToOthers(Path))
            throw new SealingException($"The key file {FileName} can be read by others than its owner; set its mode to 0600.");
        return Parse(SecretFile.Read(Path), origin, $"The key file {FileName}");
    }

    /// <summary>Adds a key that signs beside the others from the next checkpoint on.</summary>
    /// <exception cref="SealingException">As many sign already as may.</exception>
    public VerifierKey Add(string origin, ISignatureSuite suite)
    {
        var keys = Read(origin);
        if (keys.Count >= SealingLimits.SigningKeys)
            throw new SealingException($"{keys.Count} keys sign already. Retire one first.");
        using var key = SigningKey.Generate(origin, suite);
        SecretFile.Replace(Path, Encode([.. keys, key]));
        return key.Verifier;
    }

    /// <summary>Takes a key out. What it signed stays good; keep its public half for those who check.</summary>
    /// <param name="id">The key's id, eight hexadecimal digits.</param>
    /// <exception cref="SealingException">There is no such key, or it is the last one.</exception>
    public void Retire(string origin, uint id)
    {
        var keys = Read(origin);
        var left = keys.Where(key => key.Verifier.Id != id).ToList();
        if (left.Count == keys.Count)
            throw new SealingException($"No key {id:x8} signs this log.");
        if (left.Count == 0)
            throw new SealingException("It is the last key: add another one first, and let both sign for a while.");
        SecretFile.Replace(Path, Encode(left));
    }

    /// <param name="text">A key a line; a space or a comma may stand for the end of a line, as in a variable.</param>
    internal static IReadOnlyList<SigningKey> Parse(string text, string origin, string where)
    {
        var keys = new List<SigningKey>();
        foreach (var line in text.Split(['\n', '\r', ' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!SigningKey.TryParse(line, out var key, out var problem))
                throw new SealingException($"{where} holds a line that is no signing key: {problem}");
            if (key!.Verifier.Name != origin)
                throw new SealingException($"{where} holds a key of '{key.Verifier.Name}', and this log is '{origin}'.");
            keys.Add(key);
        }

        return keys.Count switch
        {
            0 => throw new SealingException($"{where} holds no signing key."),
            > SealingLimits.SigningKeys => throw new SealingException($"{where} holds more than {SealingLimits.SigningKeys} keys."),
            _ => keys,
        };
    }

    private static byte[] Encode(IEnumerable<SigningKey> keys) =>
        Encoding.UTF8.GetBytes(string.Concat(keys.Select(key => key.Encode() + "\n")));
}
