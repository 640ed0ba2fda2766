using System.Globalization;
using Ledger.Application.HoursImport;
using Ledger.Cli.Output;

namespace Ledger.Cli.Verbs;

/// <summary>What an import of hours came to, as JSON or for people.</summary>
internal static class HoursReport
{
    /// <summary>Rejected rows and warnings told to people; --rejects and --json have more.</summary>
    private const int RowsShown = 20;

    public static void Write(Terminal terminal, HoursImportReport report, bool json)
    {
        if (json)
        {
            terminal.WriteJson(report);
            return;
        }

        if (report.Problem is { } problem)
        {
            var place = problem.Row is { } row ? $"row {row}: " : problem.ByteOffset is { } offset ? $"byte {offset}: " : "";
            terminal.Error.WriteLine($"{place}{problem.Zh} {problem.En} ({problem.Code})");
            if (problem.Mend is { } mend)
                terminal.Error.WriteLine(mend);
        }

        Totals(terminal, report);
        foreach (var warning in report.Warnings.Take(RowsShown))
            terminal.Error.WriteLine($"warning  {warning.Zh}，{warning.Rows}行，首见于第{warning.FirstRow}行 ({warning.Code})");
        if (report.Warnings.Count > RowsShown)
            terminal.Error.WriteLine($"and {report.Warnings.Count - RowsShown} more warnings; --json has them");
        Rejected(terminal, report);
    }

    private static void Totals(Terminal terminal, HoursImportReport report)
    {
        var judged = report.End != ImportEnd.Refused;
        terminal.WritePairs(
            ("import", report.Import.Length == 0 ? null : report.Import),
            ("file", report.File is { } file ? $"{file.Encoding}, {file.DataRows} rows, SHA-256 {file.Sha256}" : null),
            ("rows", judged ? report.Rows : null),
            ("accepted", judged ? $"{report.Accepted}, {report.Hours.ToString("0.##", CultureInfo.InvariantCulture)} hours" : null),
            ("recorded before", judged ? report.AlreadyRecorded : null),
            ("rejected", judged ? report.Rejected : null),
            ("columns not used", report.UnknownColumns.Count == 0 ? null : string.Join(", ", report.UnknownColumns)),
            ("warnings", report.Warnings.Count == 0 ? null : $"{report.Warnings.Sum(warning => warning.Rows)}, of rows that were accepted"),
            ("result", End(report)));
    }

    private static void Rejected(Terminal terminal, HoursImportReport report)
    {
        foreach (var rejected in report.RejectedRows.Take(RowsShown))
        {
            foreach (var reason in rejected.Reasons)
            {
                var place = $"row {rejected.Row}  {reason.Column}  {reason.Value}";
                terminal.Error.WriteLine($"{place}  {reason.Zh} ({reason.Code})  {reason.Mend}".TrimEnd());
            }
        }

        if (report.Rejected > RowsShown)
            terminal.Error.WriteLine($"and {report.Rejected - RowsShown} more rejected rows; --rejects OUT writes all of them");
    }

    private static string End(HoursImportReport report) => report.End switch
    {
        ImportEnd.Completed when report.LastPosition > 0 => $"landed at positions {report.FirstPosition} to {report.LastPosition}",
        ImportEnd.Completed => "nothing new",
        ImportEnd.DryRun => "dry run: nothing was written",
        ImportEnd.Refused => "refused: nothing was written",
        ImportEnd.Cancelled => "stopped by a signal; what has landed stays, send the same file again",
        _ => "could not go on; what has landed stays, send the same file again",
    };
}
