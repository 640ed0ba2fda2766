using CsvHelper;

namespace Ledger.Application.Files;

/// <summary>
/// A row of a <see cref="TableFile"/> while the parser stands on it; good until the next one is asked for. A pass that looks at two
/// cells of thirteen makes two.
/// </summary>
public sealed class PassingRow
{
    private readonly CsvParser _parser;
    private readonly IReadOnlyDictionary<string, int> _ordinals;
    private readonly int _columns;
    private readonly BadQuotes _quotes;
    private string? _first;

    /// <param name="columns">Of the header.</param>
    internal PassingRow(
        CsvParser parser, long row, long line, IReadOnlyDictionary<string, int> ordinals, int columns, BadQuotes quotes) =>
        (_parser, Row, Line, _ordinals, _columns, _quotes) = (parser, row, line, ordinals, columns, quotes);

    /// <inheritdoc cref="TableRow.Row"/>
    public long Row { get; }

    /// <inheritdoc cref="TableRow.Line"/>
    public long Line { get; }

    /// <summary>Empty when the row has no cell.</summary>
    public string First => _first ??= Cell(0);

    public bool IsBlank
    {
        get
        {
            var blank = string.IsNullOrWhiteSpace(First);
            for (var at = 1; blank && at < _parser.Count; at++)
                blank = string.IsNullOrWhiteSpace(Cell(at));
            return blank;
        }
    }

    /// <inheritdoc cref="TableRow.this"/>
    public string this[string key] => _ordinals.TryGetValue(key, out var ordinal) ? Cell(ordinal) : string.Empty;

    internal string[] Cells
    {
        get
        {
            var cells = new string[_parser.Count];
            for (var at = 0; at < cells.Length; at++)
                cells[at] = at == 0 ? First : Cell(at);
            return cells;
        }
    }

    /// <summary>All its cells, and what is wrong with its shape.</summary>
    public TableRow Keep()
    {
        // The cells are unquoted when they are made, and only then is bad quoting noticed.
        var cells = Cells;
        return new TableRow(Row, Line, cells, _ordinals, RowShape.Judge(cells, _columns, _quotes.Found));
    }

    private string Cell(int ordinal) => ordinal < _parser.Count ? FormulaGuard.Unguard(_parser[ordinal]) : string.Empty;
}

/// <summary>Whether the row that the parser stands on has been found to be badly quoted.</summary>
internal sealed class BadQuotes
{
    public bool Found { get; set; }
}
