namespace Ledger.Application.Files;

/// <summary>
/// Walks the bytes of a CSV file once before it is parsed: counts rows, and finds what would otherwise surface after half of the rows
/// were taken in: a quote that never closes, a row without end, a last row cut short. It works on bytes because the delimiters and the
/// quote are never part of a character of UTF-8 or GB18030.
/// </summary>
internal sealed class CsvScan(FileLimits limits)
{
    private enum At
    {
        CellStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    private At _at = At.CellStart;
    private bool _afterCarriageReturn;
    private bool _rowHasText;
    private long _rowBytes;
    private long _cellBytes;
    private int _cells = 1;

    /// <summary>Set from the first chunk; comma, tab or semicolon.</summary>
    public byte Delimiter { get; private set; }

    /// <summary>Rows as a spreadsheet shows them, the header among them; empty rows at the end too.</summary>
    public long Rows { get; private set; }

    /// <summary>Cells of the first row.</summary>
    public int HeaderCells { get; private set; }

    /// <summary>The file ends within quotes, or in a row without line end that has fewer cells than the header.</summary>
    public bool EndsCutShort { get; private set; }

    public FileProblem? Feed(ReadOnlySpan<byte> bytes)
    {
        if (Delimiter == 0)
        {
            Delimiter = DelimiterOf(bytes);
        }

        while (bytes.Length > 0)
        {
            var stop = _at == At.Quoted ? bytes.IndexOf((byte)'"') : bytes.IndexOfAny([Delimiter, (byte)'"', (byte)'\r', (byte)'\n']);
            var plain = stop < 0 ? bytes.Length : stop;
            if (plain > 0)
            {
                Text(plain);
            }

            // Before the mark, because a line end begins the counts anew.
            if (Problem() is { } problem)
            {
                return problem;
            }

            bytes = bytes[plain..];
            if (bytes.Length > 0)
            {
                Mark(bytes[0]);
                bytes = bytes[1..];
            }
        }

        return Problem();
    }

    public void End()
    {
        var open = _at != At.CellStart || _cells > 1;
        EndsCutShort = _at == At.Quoted || (open && _rowHasText && Rows > 0 && _cells < HeaderCells);
        if (open)
        {
            EndRow();
        }
    }

    private void Text(int length)
    {
        _afterCarriageReturn = false;
        _rowHasText = true;
        _rowBytes += length;
        _cellBytes += length;
        _at = _at == At.Quoted ? At.Quoted : At.Plain;
    }

    private void Mark(byte mark)
    {
        _rowBytes++;
        var newLineOfPair = mark == '\n' && _afterCarriageReturn;
        _afterCarriageReturn = false;
        switch (_at, mark)
        {
            case (At.Quoted, _):
                _at = At.QuoteInQuoted;
                break;
            case (At.QuoteInQuoted, (byte)'"'):
                _cellBytes++;
                _at = At.Quoted;
                break;
            case (At.CellStart, (byte)'"'):
                _rowHasText = true;
                _at = At.Quoted;
                break;
            case (_, (byte)'"'):
                _cellBytes++;
                break;
            case (_, (byte)'\n') when newLineOfPair:
                _rowBytes = 0;
                break;
            case (_, (byte)'\r' or (byte)'\n'):
                EndRow();
                _afterCarriageReturn = mark == '\r';
                break;
            default:
                _cells++;
                _cellBytes = 0;
                _at = At.CellStart;
                break;
        }
    }

    private void EndRow()
    {
        HeaderCells = Rows == 0 ? _cells : HeaderCells;
        Rows++;
        (_cells, _cellBytes, _rowBytes, _rowHasText, _at) = (1, 0, 0, false, At.CellStart);
    }

    private FileProblem? Problem()
    {
        var row = Rows + 1;
        if (Math.Max(HeaderCells, Rows == 0 ? _cells : 0) > limits.Columns)
        {
            return new("file.too-many-columns", $"表头超过{limits.Columns}列", $"The header has more than {limits.Columns} columns.",
                "请删去多余的列", 1);
        }

        if (_cellBytes > limits.CellBytes)
        {
            return new("file.cell-too-long", $"第{row}行有单元格超过{limits.CellBytes:N0}字节",
                $"A cell in row {row} is longer than {limits.CellBytes:N0} bytes.",
                "请检查该行是否缺少右引号", row);
        }

        if (_rowBytes > limits.RowBytes)
        {
            return new("file.row-too-long", $"第{row}行超过{limits.RowBytes:N0}字节", $"Row {row} is longer than {limits.RowBytes:N0} bytes.",
                "请检查该行是否缺少换行或者右引号", row);
        }

        return Rows > limits.Rows + 1
            ? new("file.too-many-rows", $"超过{limits.Rows:N0}行", $"The file has more than {limits.Rows:N0} rows.", "请拆成几个文件分别导入")
            : null;
    }

    /// <summary>The one of comma, tab and semicolon that stands most often in the header, outside quotes.</summary>
    private static byte DelimiterOf(ReadOnlySpan<byte> head)
    {
        Span<int> counts = stackalloc int[3];
        var quoted = false;
        foreach (var value in head)
        {
            quoted ^= value == '"';
            if (!quoted && value is (byte)'\r' or (byte)'\n')
            {
                break;
            }

            counts[0] += !quoted && value == ',' ? 1 : 0;
            counts[1] += !quoted && value == '\t' ? 1 : 0;
            counts[2] += !quoted && value == ';' ? 1 : 0;
        }

        return counts[1] > counts[0] && counts[1] >= counts[2] ? (byte)'\t' : counts[2] > counts[0] ? (byte)';' : (byte)',';
    }
}
