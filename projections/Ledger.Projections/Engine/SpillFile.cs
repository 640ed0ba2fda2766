using System.Buffers;

namespace Ledger.Projections.Engine;

/// <summary>
/// Bytes put aside in parts on the disk, each read back once and whole. The file lies in the temporary folder (<c>TMPDIR</c>) and has no
/// name any more once it is open, so that it goes with the process however that ends.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    /// <summary>Bytes of a part that are gathered before they are written.</summary>
    private const int BufferBytes = 16 * 1024;

    private readonly FileStream file;
    private readonly Part[] parts;
    private long end;

    public SpillFile(int parts)
    {
        this.parts = [.. Enumerable.Range(0, parts).Select(_ => new Part())];
        var name = Path.GetTempFileName();
        file = new FileStream(name, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0);
        File.Delete(name);
    }

    /// <summary>What it was called when it was made.</summary>
    public string Name => file.Name;

    public void Write(int number, ReadOnlySpan<byte> bytes)
    {
        var part = parts[number];
        if (part.Gathered + bytes.Length > BufferBytes)
            Flush(part);
        if (bytes.Length > BufferBytes)
        {
            Append(part, bytes);
            return;
        }

        part.Buffer ??= ArrayPool<byte>.Shared.Rent(BufferBytes);
        bytes.CopyTo(part.Buffer.AsSpan(part.Gathered));
        part.Gathered += bytes.Length;
    }

    /// <summary>A part's bytes in the order they came. The part is empty afterwards.</summary>
    /// <param name="buffer">Made larger where they do not fit.</param>
    public ReadOnlyMemory<byte> Take(int number, ref byte[] buffer)
    {
        var part = parts[number];
        Flush(part);
        var length = part.Pieces.Sum(piece => piece.Length);
        if (buffer.Length < length)
            buffer = new byte[length];
        var at = 0;
        foreach (var (offset, bytes) in part.Pieces)
        {
            Fill(buffer.AsSpan(at, bytes), offset);
            at += bytes;
        }

        part.Pieces.Clear();
        if (part.Buffer is not null)
            ArrayPool<byte>.Shared.Return(part.Buffer);
        part.Buffer = null;
        return buffer.AsMemory(0, length);
    }

    public void Dispose() => file.Dispose();

    private void Fill(Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, bytes, offset);
            if (read == 0)
                throw new EndOfStreamException("A temporary file of a rebuild is shorter than what was written to it.");
            bytes = bytes[read..];
            offset += read;
        }
    }

    private void Flush(Part part)
    {
        if (part.Gathered > 0)
            Append(part, part.Buffer.AsSpan(0, part.Gathered));
        part.Gathered = 0;
    }

    private void Append(Part part, ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(file.SafeFileHandle, bytes, end);
        part.Pieces.Add((end, bytes.Length));
        end += bytes.Length;
    }

    private sealed class Part
    {
        public byte[]? Buffer { get; set; }

        public int Gathered { get; set; }

        public List<(long Offset, int Length)> Pieces { get; } = [];
    }
}
