using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency.Files;

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
        if (SecretFile.IsOpenToOthers(path))
            throw new VaultException($"The key file {FileName} can be read by others than its owner; set its mode to 0600.");
        return Decode(SecretFile.Read(path).Trim(), $"The key file {FileName} does not hold {Bytes} bytes in base64.");
    }

    /// <summary>Whoever creates the file gives the key.</summary>
    private static void Make(string path, RandomNumberGenerator random)
    {
        var key = new byte[Bytes];
        random.GetBytes(key);
        SecretFile.TryCreate(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
    }

    private static byte[] Decode(string text, string problem)
    {
        var key = new byte[Bytes];
        return Convert.TryFromBase64String(text, key, out var written) && written == Bytes ? key : throw new VaultException(problem);
    }
}
