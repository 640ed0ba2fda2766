namespace Ledger.Application.Jurisdictions;

/// <summary>Reads a file that is to be small, also where it is none and has no length: a pipe, a device.</summary>
internal static class SmallFile
{
    /// <returns>Null when there are more bytes than <paramref name="most"/>.</returns>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static byte[]? Read(string path, int most)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var bytes = new byte[most + 1];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read > most ? null : bytes[..read];
    }
}
