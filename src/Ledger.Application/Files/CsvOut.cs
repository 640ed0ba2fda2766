using System.Buffers;
using System.Text;

namespace Ledger.Application.Files;

/// <summary>Writes CSV that spreadsheets open as it is: UTF-8 with BOM, RFC 4180 quoting and line ends, formulas guarded.</summary>
public sealed class CsvOut : IAsyncDisposable, IDisposable
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n\t;");

    private readonly StreamWriter _writer;

    /// <param name="stream">Written from where it stands; left open.</param>
    /// <param name="encoding">Null for UTF-8 with BOM; another one to give a file back in the encoding it came in.</param>
    public CsvOut(Stream stream, Encoding? encoding = null) =>
        _writer = new StreamWriter(stream, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 64 * 1024,
            leaveOpen: true);

    public void Row(params IEnumerable<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
            {
                _writer.Write(',');
            }

            first = false;
            Cell(FormulaGuard.Guard(cell ?? string.Empty));
        }

        _writer.Write("\r\n");
    }

    public void Dispose() => _writer.Dispose();

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void Cell(string cell)
    {
        if (cell.AsSpan().IndexOfAny(Quoted) < 0 && cell is not ([' ', ..] or [.., ' ']))
        {
            _writer.Write(cell);
            return;
        }

        _writer.Write('"');
        _writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
        _writer.Write('"');
    }
}
