using System.CommandLine;
using Ledger.Application.Codes;
using Ledger.Cli.Output;
using Ledger.Cli.Running;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger import codes FILE</c>: a newer or further code list, such as the divisions of a later year.</summary>
internal static class ImportCodesVerb
{
    private const int LinesShown = 20;

    public static Command Build(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file of codes and names." };
        var list = new Option<string>("--list")
        {
            Description = "The list's id; 'divisions' is the one division codes are judged by.",
            HelpName = "NAME",
            Required = true,
        };
        var asOf = Flags.Day("--as-of", "The day the file states the list as of (yyyy-mm-dd).");
        asOf.Required = true;
        var source = new Option<string>("--source") { Description = "Who published it.", HelpName = "NAME", Required = true };
        var partial = new Option<bool>("--partial") { Description = "The file adds and changes only: codes it lacks stay in use." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change and write nothing." };
        var json = Flags.Json();
        var verb = new Command("codes", "Import a code list. A code out of use is a warning from then on, never a refusal.")
        {
            file, list, asOf, source, partial, dryRun, json,
        };
        verb.SetAction((parsed, cancellation) => Run(
            terminal,
            new CodeImportRequest(
                parsed.GetValue(file)!, parsed.GetValue(list)!, parsed.GetValue(asOf)!.Value, parsed.GetValue(source)!,
                !parsed.GetValue(partial), parsed.GetValue(dryRun)),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static async Task<int> Run(Terminal terminal, CodeImportRequest request, bool json, CancellationToken cancellation)
    {
        InputFile.Demand(request.File);
        await using var ledger = await Ledgers.Open(cancellation);
        switch (await new CodeImport(ledger.Database).Run(request, cancellation))
        {
            case CodeImportResult.Done(var report):
                Write(terminal, report, json);
                return report.Rejected > 0 ? ExitCodes.Problems : ExitCodes.Ok;
            case CodeImportResult.Refused refused:
                Write(terminal, refused, json);
                return ExitCodes.Problems;
            default:
                throw new InvalidOperationException("An import of codes is done or refused.");
        }
    }

    private static void Write(Terminal terminal, CodeImportReport report, bool json)
    {
        if (json)
        {
            terminal.WriteJson(report);
            return;
        }

        terminal.WritePairs(
            ("list", report.List), ("as of", report.AsOf.ToString("yyyy-MM-dd")), ("rows", report.Rows), ("added", report.Added),
            ("changed", report.Changed), ("retired", report.Retired), ("unchanged", report.Unchanged), ("repeated", report.Repeated),
            ("rejected", report.Rejected), ("result", report.DryRun ? "dry run: nothing was written" : "in force from now on"));
        WriteRejects(terminal, report.Rejects);
    }

    private static void Write(Terminal terminal, CodeImportResult.Refused refused, bool json)
    {
        if (json)
        {
            terminal.WriteJson(new { Refused = new { refused.Code, refused.Zh, refused.En, refused.Mend }, refused.Rejects });
            return;
        }

        terminal.Error.WriteLine($"Nothing was imported. {refused.Zh} {refused.En} ({refused.Code})");
        if (refused.Mend is { } mend)
            terminal.Error.WriteLine(mend);
        WriteRejects(terminal, refused.Rejects);
    }

    private static void WriteRejects(Terminal terminal, IReadOnlyList<CodeReject> rejects)
    {
        foreach (var row in rejects.Take(LinesShown))
            terminal.Error.WriteLine($"row {row.Row}  {row.Column}  {row.Zh} ({row.Code})  {row.Mend}".TrimEnd());
        if (rejects.Count > LinesShown)
            terminal.Error.WriteLine($"and {rejects.Count - LinesShown} more rows");
    }
}
