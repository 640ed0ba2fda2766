using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ledger.Application.Files;

/// <summary>What opening a file comes to.</summary>
public abstract record TableOpening
{
    private TableOpening() { }

    /// <param name="File">To be disposed by whoever opened it.</param>
    public sealed record Opened(TableFile File) : TableOpening;

    public sealed record Refused(FileProblem Problem) : TableOpening;
}

/// <summary>
/// A text table with a header: comma, tab or semicolon; UTF-8, UTF-8 with BOM or GB18030. The whole file is inspected once before the
/// first row is given out, so that a file cut short or broken never lands by half. Rows stream; memory does not grow with the file.
/// </summary>
public sealed class TableFile : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly Stream _stream;
    private readonly HeaderMatch _match;

    private TableFile(string name, Stream stream, FileFacts facts, IReadOnlyList<string> headers, HeaderMatch match) =>
        (Name, _stream, Facts, Headers, _match) = (name, stream, facts, headers, match);

    /// <summary>Of the file, without its folder.</summary>
    public string Name { get; }

    public FileFacts Facts { get; }

    /// <summary>As they stand in the file: what a file of rejected rows is headed with.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>Headers nobody asked for.</summary>
    public IReadOnlyList<string> UnknownColumns => _match.Unknown;

    /// <summary>Bytes read so far by <see cref="Rows"/>, out of <see cref="FileFacts.Bytes"/>: for a progress bar.</summary>
    public long BytesRead => _stream.Position;

    public bool Has(string key) => _match.Ordinals.ContainsKey(key);

    /// <summary>The header text under which a column was found; null when it is not in the file.</summary>
    public string? HeaderOf(string key) => _match.Ordinals.TryGetValue(key, out var ordinal) ? Headers[ordinal].Trim() : null;

    public static async Task<TableOpening> Open(string path, ColumnMap columns, FileLimits limits, CancellationToken cancellation)
    {
        FileStream stream;
        try
        {
            // A named pipe opens only when somebody writes to it; whoever gives up waiting must be let go.
            stream = await Task.Run(
                () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan),
                CancellationToken.None).WaitAsync(cancellation);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new TableOpening.Refused(new("file.not-found", "没有这个文件", "There is no such file.", "请核对文件路径"));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return new TableOpening.Refused(new("file.not-readable", "文件不能读取", "The file cannot be read.", "请核对路径是文件而不是文件夹，并且有读取权限"));
        }

        return await Open(stream, Path.GetFileName(path), columns, limits, cancellation);
    }

    /// <param name="stream">Owned from here on. One that cannot seek is first kept in a temporary file, deleted when it is closed.</param>
    public static async Task<TableOpening> Open(
        Stream stream, string name, ColumnMap columns, FileLimits limits, CancellationToken cancellation)
    {
        var opened = false;
        try
        {
            stream = stream.CanSeek ? stream : await Spool.ToDisk(stream, limits.FileBytes, cancellation);
            var (facts, problem) = await FileInspection.Run(stream, limits, cancellation);
            if (facts is null)
            {
                return new TableOpening.Refused(problem!);
            }

            var headers = HeadersOf(stream, facts);
            var (match, fault) = columns.Find(headers);
            opened = match is not null;
            return match is null ? new TableOpening.Refused(fault!) : new TableOpening.Opened(new(name, stream, facts, headers, match));
        }
        finally
        {
            if (!opened)
            {
                await stream.DisposeAsync();
            }
        }
    }

    /// <summary>Every row below the header that has anything in it. May be called again; each call begins at the first row.</summary>
    public IEnumerable<TableRow> Rows(CancellationToken cancellation)
    {
        // Not a Select: asked for the last, it would keep a row that the parser has left.
        foreach (var passing in Pass(cancellation))
            yield return passing.Keep();
    }

    /// <summary>The same rows without making their cells: a cell costs when it is asked for.</summary>
    public IEnumerable<PassingRow> Pass(CancellationToken cancellation)
    {
        long row = 0;
        foreach (var (parser, line, quotes) in Parse(_stream, Facts))
        {
            cancellation.ThrowIfCancellationRequested();
            var passing = new PassingRow(parser, ++row, line, _match.Ordinals, Headers.Count, quotes);
            if (row > 1 && !passing.IsBlank)
                yield return passing;
        }
    }

    public void Dispose() => _stream.Dispose();

    private static string[] HeadersOf(Stream stream, FileFacts facts)
    {
        foreach (var (parser, line, quotes) in Parse(stream, facts))
            return new PassingRow(parser, 1, line, FrozenDictionary<string, int>.Empty, 0, quotes).Cells;
        return [];
    }

    private static IEnumerable<(CsvParser Parser, long Line, BadQuotes Quotes)> Parse(Stream stream, FileFacts facts)
    {
        stream.Position = 0;
        Encoding encoding = facts.Encoding == "gb18030" ? FileInspection.Gb18030 : new UTF8Encoding(false, throwOnInvalidBytes: true);
        var quotes = new BadQuotes();
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = facts.Delimiter.ToString(),
            IgnoreBlankLines = false,
            BadDataFound = _ => quotes.Found = true,
            BufferSize = BufferBytes,
        };
        using var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, BufferBytes, leaveOpen: true);
        if (reader.Peek() == '\uFEFF')
        {
            reader.Read();
        }

        using var parser = new CsvParser(reader, configuration, leaveOpen: true);
        long line = 1;
        while (parser.Read())
        {
            yield return (parser, line, quotes);
            line = parser.RawRow + 1;
            quotes.Found = false;
        }
    }
}
