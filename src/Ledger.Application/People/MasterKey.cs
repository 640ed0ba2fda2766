using System.Security.Cryptography;
using System.Text;

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

    /// <summary>How often, and with which pause, a file that was just created is looked at for its key.</summary>
    private const int ReadTries = 100;
    private const int ReadPauseMilliseconds = 10;

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
        return Decode(ReadWhole(path), $"The key file {FileName} does not hold {Bytes} bytes in base64.");
    }

    /// <summary>
    /// Whoever creates the file gives the key; creating is the one step that only one process can do. A move into place is not: one that
    /// came late would put a second key over the first, under which people may have been enrolled by then.
    /// </summary>
    private static void Make(string path, RandomNumberGenerator random)
    {
        var key = new byte[Bytes];
        random.GetBytes(key);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first, and its key is the key.
        }
    }

    /// <summary>The process that creates the file writes it in the next moment; until then it is empty.</summary>
    private static string ReadWhole(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var text = File.ReadAllText(path).Trim();
            if (text.Length > 0 || attempt == ReadTries)
                return text;
            Thread.Sleep(ReadPauseMilliseconds);
        }
    }

    private static byte[] Decode(string text, string problem)
    {
        var key = new byte[Bytes];
        return Convert.TryFromBase64String(text, key, out var written) && written == Bytes ? key : throw new VaultException(problem);
    }
}
