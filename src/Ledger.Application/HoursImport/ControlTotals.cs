using System.Globalization;
using Ledger.Application.Files;
using Ledger.Domain.Values;

namespace Ledger.Application.HoursImport;

/// <summary>
/// The first pass: counts the rows and adds up the hours as a spreadsheet would, and compares both with what the sender says they are.
/// Nothing lands where they differ, for then the file is not the one that was meant to be sent.
/// </summary>
/// <param name="Rows">Data rows that have anything in them, without the control row.</param>
/// <param name="Hours">Sum of every cell of hours that is a number.</param>
internal sealed record ControlTotals(long Rows, decimal Hours)
{
    /// <summary>A cell of hours beyond this is no number of hours; summing it could overflow.</summary>
    private const decimal MostSummed = 1_000_000_000m;

    public static (ControlTotals Totals, FileProblem? Problem) Check(
        TableFile file, HoursImportRequest request, CancellationToken cancellation)
    {
        var (rows, hours) = (0L, 0m);
        TableRow? control = null;
        foreach (var row in file.Pass(cancellation))
        {
            if (control is not null)
                return (new(rows, hours), NotLast(control.Row));
            if (IsMark(row.First))
            {
                control = row.Keep();
                continue;
            }

            rows++;
            hours += Number(row[HoursColumns.Hours]) ?? 0m;
        }

        var totals = new ControlTotals(rows, hours);
        return (totals, totals.Compare(control, request));
    }

    /// <summary>Characters of the first cell beyond which it is not the mark of a control row, stray spaces and all.</summary>
    private const int MarkCharacters = 12;

    public static bool IsControl(TableRow row) => row.Cells.Count > 0 && IsMark(row.Cells[0]);

    private static bool IsMark(string first) =>
        first.Length is > 0 and <= MarkCharacters && NameKey.Of(first) is "合计" or "总计" or "TOTAL" or "Total" or "total";

    private FileProblem? Compare(TableRow? control, HoursImportRequest request)
    {
        foreach (var rows in new[] { request.ExpectedRows, control is null ? null : CountIn(control) })
        {
            if (rows is { } expected && expected != Rows)
            {
                return new("control.rows-differ", $"控制总数为{expected}行，文件中有{Rows}行",
                    $"The control total says {expected} rows; the file has {Rows}.",
                    "请核对文件是否完整，或者更正控制总数");
            }
        }

        foreach (var hours in new[] { request.ExpectedHours, control is null ? null : Number(control[HoursColumns.Hours]) })
        {
            if (hours is { } expected && expected != Hours)
            {
                return new("control.hours-differ", $"控制总数为{Text(expected)}学时，各行合计{Text(Hours)}学时",
                    $"The control total says {Text(expected)} hours; the rows add up to {Text(Hours)}.", "请核对各行学时，或者更正控制总数");
            }
        }

        return null;
    }

    /// <summary>The first whole number after the first cell, outside the column of hours: <c>合计,1200,…</c> or <c>合计,1200行,…</c>.</summary>
    private static long? CountIn(TableRow control)
    {
        var hours = control[HoursColumns.Hours];
        foreach (var cell in control.Cells.Skip(1))
        {
            if (!ReferenceEquals(cell, hours) && Folding.HalfWidth(cell).Trim().TrimEnd('行') is { Length: > 0 and <= 12 } text
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return count;
        }

        return null;
    }

    private static decimal? Number(string cell)
    {
        var text = Folding.HalfWidth(cell).Trim();
        text = text.EndsWith("学时", StringComparison.Ordinal) ? text[..^2] : text;
        return text.Length is > 0 and <= 28
            && decimal.TryParse(
                text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= MostSummed
                ? value
                : null;
    }

    private static FileProblem NotLast(long row) => new(
        "control.not-last", $"合计行（第{row}行）之后还有数据", $"There are rows after the control row (row {row}).", "合计行应为最后一行", row);

    private static string Text(decimal hours) => hours.ToString("0.##", CultureInfo.InvariantCulture);
}
