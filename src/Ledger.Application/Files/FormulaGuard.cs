namespace Ledger.Application.Files;

/// <summary>
/// A cell that a spreadsheet would run as a formula is written with an apostrophe before it, and read without it again. A text that
/// already has apostrophes before such a sign gets one more, so that what was written is what is read.
/// </summary>
public static class FormulaGuard
{
    public static string Guard(string cell) => IsFormula(cell.AsSpan().TrimStart('\'')) ? "'" + cell : cell;

    public static string Unguard(string cell) => cell is ['\'', ..] && IsFormula(cell.AsSpan().TrimStart('\'')) ? cell[1..] : cell;

    private static bool IsFormula(ReadOnlySpan<char> text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];
}
