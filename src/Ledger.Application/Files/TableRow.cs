namespace Ledger.Application.Files;

/// <summary>One row of a <see cref="TableFile"/>.</summary>
public sealed class TableRow
{
    private readonly IReadOnlyDictionary<string, int> _ordinals;

    internal TableRow(long row, long line, string[] cells, IReadOnlyDictionary<string, int> ordinals, RowProblem? problem) =>
        (Row, Line, Cells, _ordinals, Problem) = (row, line, cells, ordinals, problem);

    /// <summary>As a spreadsheet shows it: the header is row 1, and a line break within quotes begins no row.</summary>
    public long Row { get; }

    /// <summary>As a text editor shows it: the line the row begins on, from 1.</summary>
    public long Line { get; }

    /// <summary>As they stand in the file, without quotes and without the guard of formulas.</summary>
    public IReadOnlyList<string> Cells { get; }

    /// <summary>What is wrong with the row's shape; null when nothing is.</summary>
    public RowProblem? Problem { get; }

    /// <summary>The cell of a column; empty when the row or the file does not have it.</summary>
    public string this[string key] => _ordinals.TryGetValue(key, out var ordinal) && ordinal < Cells.Count ? Cells[ordinal] : string.Empty;
}

internal static class RowShape
{
    public static RowProblem? Judge(string[] cells, int columns, bool badQuotes)
    {
        if (badQuotes)
        {
            return new("row.quotes", "引号不成对，或者引号不在单元格的首尾", "A quote stands where none can: the cells cannot be told apart.",
                "含引号的单元格须整个用引号括起，其中的引号写两个");
        }

        if (cells.Length < columns)
        {
            return new("row.too-few-cells", $"只有{cells.Length}列，表头有{columns}列", $"The row has {cells.Length} cells, the header {columns}.",
                "请补齐各列，没有内容的列留空");
        }

        return cells.AsSpan(columns).IndexOfAnyExcept(string.Empty) >= 0
            ? new("row.too-many-cells", $"有{cells.Length}列，表头只有{columns}列", $"The row has {cells.Length} cells, the header {columns}.",
                "单元格中有逗号时须用引号括起")
            : null;
    }
}
