using System.Security.Cryptography;

namespace Ledger.Application.People;

/// <summary>
/// Where the vault's master key comes from: LEDGER_MASTER_KEY, or a file that only its owner can read, made on the first run. The
/// database never holds it, so a copy of the database alone opens nobody's record. Whoever loses it loses every name.
/// </summary>
public static class MasterKey
{
    public const string Variable = "LEDGER_MASTER_KEY";
    public const string FileName = "people-master.key";

    /// <summary>Length of the key, bytes.</summary>
    public const int Bytes = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="given">The value of <see cref="Variable"/>: 32 bytes in base64; null or empty to use the file.</param>
    /// <param name="keysFolder">The home's folder of keys, which exists.</param>
    /// <exception cref="VaultException">The value is not a key, or the file is not one or is readable by others.</exception>
    public static byte[] Load(string? given, string keysFolder, RandomNumberGenerator random)
    {
        if (!string.IsNullOrEmpty(given))
            return Decode(given, $"{Variable} is not {Bytes} bytes in base64.");

        var path = Path.Combine(keysFolder, FileName);
        if (!File.Exists(path))
            Make(path, random);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
            throw new VaultException($"The key file {FileName} can be read by others than its owner; set its mode to 0600.");
        return Decode(File.ReadAllText(path).Trim(), $"The key file {FileName} does not hold {Bytes} bytes in base64.");
    }

    /// <summary>Written whole under another name and then given its own, so that two first runs end with one key.</summary>
    private static void Make(string path, RandomNumberGenerator random)
    {
        var key = new byte[Bytes];
        random.GetBytes(key);
        var draft = $"{path}.{Convert.ToHexStringLower(key.AsSpan(0, 4))}.draft";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(draft, options))
            writer.WriteLine(Convert.ToBase64String(key));

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static byte[] Decode(string text, string problem)
    {
        var key = new byte[Bytes];
        return Convert.TryFromBase64String(text, key, out var written) && written == Bytes ? key : throw new VaultException(problem);
    }
}
