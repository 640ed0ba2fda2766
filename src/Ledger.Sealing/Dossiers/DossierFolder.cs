using System.Security.Cryptography;
using System.Text;

namespace Ledger.Sealing.Dossiers;

/// <summary>A folder that is being filled, and the digests of what was put in.</summary>
internal sealed class DossierFolder(string folder)
{
    private const int BufferBytes = 1 << 16;

    private readonly SortedDictionary<string, string> digests = new(StringComparer.Ordinal);

    public async Task Write(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await File.WriteAllBytesAsync(Place(name), bytes, cancellation);
        digests[name] = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
    }

    /// <summary>The digest is of what was written: a file that changes meanwhile is found out by its name.</summary>
    public async Task Copy(string name, string from, CancellationToken cancellation)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true);
        await using var target = new FileStream(
            Place(name), FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        for (int read; (read = await source.ReadAsync(buffer, cancellation)) > 0;)
        {
            digest.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        digests[name] = Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>As sha256sum writes them, by name.</summary>
    public (byte[] Text, int Files) Digests() =>
        (Encoding.UTF8.GetBytes(string.Concat(digests.Select(pair => $"{pair.Value}  {pair.Key}\n"))), digests.Count);

    private string Place(string name)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
