using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Application.Files;

/// <summary>What the first pass over a file found.</summary>
/// <param name="Sha256">64 lower-case hexadecimal characters.</param>
/// <param name="Encoding">utf-8, utf-8-bom or gb18030.</param>
/// <param name="DataRows">Rows below the header, empty ones among them.</param>
public sealed record FileFacts(string Sha256, string Encoding, long Bytes, long DataRows, char Delimiter);

/// <summary>The first pass: what kind of file, which encoding, which digest, how many rows. Memory does not grow with the file.</summary>
internal static class FileInspection
{
    /// <summary>Bytes read at a time.</summary>
    private const int ChunkBytes = 256 * 1024;

    /// <summary>Strict: a byte that is no character throws. Registered here because .NET knows it only on request.</summary>
    public static Encoding Gb18030 { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static async Task<(FileFacts? Facts, FileProblem? Problem)> Run(Stream stream, FileLimits limits,
        CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            return await Inspect(stream, buffer, limits, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static async Task<(FileFacts?, FileProblem?)> Inspect(Stream stream, byte[] buffer, FileLimits limits,
        CancellationToken cancellation)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (utf8, scan, length, bom) = (new Utf8Check(), new CsvScan(limits), 0L, false);
        stream.Position = 0;
        do
        {
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, cancellation);
            var chunk = buffer.AsMemory(0, read);
            if (length == 0)
            {
                if (FileForm.Refuse(chunk.Span) is { } form)
                {
                    return (null, form);
                }

                bom = chunk.Span.StartsWith("\uFEFF"u8);
            }

            sha.AppendData(chunk.Span);
            utf8.Feed(chunk.Span);
            length += read;
            var text = bom && length == read ? chunk.Span[3..] : chunk.Span;
            if ((Limit(length, limits) ?? scan.Feed(text)) is { } problem)
            {
                return (null, problem);
            }

            if (read < ChunkBytes)
            {
                break;
            }
        }
        while (true);

        scan.End();
        var (encoding, fault) = await Encode(stream, buffer, utf8, bom, cancellation);
        fault ??= scan.EndsCutShort ? CutShort(scan.Rows) : scan.Rows < 1 ? FileForm.Refuse([]) : null;
        return fault is null
            ? (new(Convert.ToHexStringLower(sha.GetHashAndReset()), encoding, length, scan.Rows - 1, (char)scan.Delimiter), null)
            : (null, fault);
    }

    private static FileProblem? Limit(long length, FileLimits limits) => length > limits.FileBytes
        ? new("file.too-large", $"文件超过{limits.FileBytes / 1024 / 1024:N0} MiB",
            $"The file is larger than {limits.FileBytes / 1024 / 1024:N0} MiB.",
            "请拆成几个文件分别导入")
        : null;

    private static FileProblem CutShort(long? row) => new(
        "file.cut-short", "文件不完整：末尾被截断", "The file was cut short: it ends within a row.", "请重新导出或者重新传送完整的文件", row);

    private static async Task<(string, FileProblem?)> Encode(
        Stream stream, byte[] buffer, Utf8Check utf8, bool bom, CancellationToken cancellation)
    {
        if (utf8.EndsWithin)
        {
            return (string.Empty, CutShort(null));
        }

        if (utf8.FirstFault is not { } fault)
        {
            return (bom ? "utf-8-bom" : "utf-8", null);
        }

        if (!bom && !utf8.IsNearlyUtf8 && await NotGb18030(stream, buffer, cancellation) is null)
        {
            return ("gb18030", null);
        }

        return (string.Empty, new(
            "file.encoding", $"第{fault}字节处不是有效的UTF-8，全文也不是GB18030", $"Byte {fault} is not valid UTF-8, and the file is not GB18030.",
            "请另存为“CSV UTF-8（逗号分隔）”格式后再导入", ByteOffset: fault));
    }

    /// <summary>Offset of a byte, to within a chunk, that is no GB18030; null when all of it is.</summary>
    private static async Task<long?> NotGb18030(Stream stream, byte[] buffer, CancellationToken cancellation)
    {
        var decoder = Gb18030.GetDecoder();
        var letters = ArrayPool<char>.Shared.Rent(Gb18030.GetMaxCharCount(ChunkBytes));
        stream.Position = 0;
        try
        {
            int read;
            do
            {
                read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, cancellation);
                var count = decoder.GetChars(buffer.AsSpan(0, read), letters, flush: read < ChunkBytes);
                if (letters.AsSpan(0, count).Contains('\uFFFD'))
                {
                    return stream.Position - read;
                }
            }
            while (read == ChunkBytes);
            return null;
        }
        catch (DecoderFallbackException)
        {
            return stream.Position;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(letters, clearArray: true);
        }
    }
}
