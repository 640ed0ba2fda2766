using System.Runtime.CompilerServices;
using Ledger.Cli.Output;

namespace Ledger.Cli.Trees;

/// <summary>
/// A file of entries, one a line. A line is the bytes before a line feed (0x0A), or the last bytes when no line feed follows them; nothing
/// else ends a line, and a carriage return is a byte of its entry like any other. An empty file has no entries, an empty line is an entry
/// of no bytes. No encoding is read: GB 18030 and UTF-8 give different entries, because they are different bytes.
/// </summary>
internal static class EntryLines
{
    /// <summary>The longest line, bytes. A file without line feeds is not a list of entries.</summary>
    public const int LineBytes = 16 * 1024 * 1024;

    private const int BufferBytes = 1 << 16;
    private const byte LineFeed = (byte)'\n';

    /// <summary>The lines in order. What is given is good until the next one is asked for: the file is never held whole.</summary>
    /// <exception cref="Failure">A line is longer than <see cref="LineBytes"/>.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Read(
        Stream file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        var (start, end, number) = (0, 0, 1L);
        while (true)
        {
            for (int length; (length = buffer.AsSpan(start, end - start).IndexOf(LineFeed)) >= 0; start += length + 1, number++)
                yield return buffer.AsMemory(start, length);

            // What is left is the beginning of a line: it moves to the front, and the buffer grows when it fills it.
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end > LineBytes)
                throw new Failure(ExitCodes.Problems, $"Line {number} is over {LineBytes} bytes, the most that a line may have.");
            if (end == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var read = await file.ReadAsync(buffer.AsMemory(end), cancellation);
            if (read == 0)
                break;
            end += read;
        }

        if (end > 0)
            yield return buffer.AsMemory(0, end);
    }
}
