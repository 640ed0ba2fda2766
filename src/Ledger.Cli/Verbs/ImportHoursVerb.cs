using System.CommandLine;
using Ledger.Application.Composition;
using Ledger.Application.HoursImport;
using Ledger.Cli.Output;
using Ledger.Cli.Running;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger import hours FILE</c>: a file of hours; every row gets a receipt or a reason.</summary>
internal static class ImportHoursVerb
{
    public static Command Build(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file in one of the templates: ledger template hours." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check every row and write nothing." };
        var rejects = new Option<string?>("--rejects") { Description = "Write rejected rows here, to be mended.", HelpName = "OUT" };
        var receipts = new Option<string?>("--receipts") { Description = "Write a receipt for every row here.", HelpName = "OUT" };
        var rows = Flags.Number("--expect-rows", "Control total: rows the file must have.", 0);
        var hours = Flags.Hours("--expect-hours", "Control total: hours (学时) the file must come to.");
        var authority = new Option<string>("--authority")
        {
            Description = "Whose recognition it is (default: hr-360000).",
            HelpName = "CODE",
            DefaultValueFactory = _ => "hr-360000",
        };
        var json = Flags.Json();
        var verb = new Command("hours", "Import a file of hours.") { file, dryRun, rejects, receipts, rows, hours, authority, json };
        verb.SetAction((parsed, cancellation) => Run(
            terminal,
            new Call(
                parsed.GetValue(file)!, parsed.GetValue(rejects), parsed.GetValue(receipts), parsed.GetValue(json),
                new HoursImportRequest(
                    parsed.GetValue(authority)!, parsed.GetValue(dryRun), parsed.GetValue(rows), parsed.GetValue(hours))),
            cancellation));
        return verb;
    }

    private static async Task<int> Run(Terminal terminal, Call call, CancellationToken cancellation)
    {
        InputFile.Demand(call.File);
        foreach (var output in new[] { call.Rejects, call.Receipts })
            OutputFile.DemandOther(output, call.File);
        await using var rejects = OutputFile.At(call.Rejects);
        await using var receipts = OutputFile.At(call.Receipts);
        await using var ledger = await Ledgers.Open(cancellation);
        var request = call.Request with { Rejects = rejects?.Stream, Receipts = receipts?.Stream };
        var report = await Import(terminal, ledger, call.File, request, cancellation);
        if (report.End != ImportEnd.Refused)
            await Task.WhenAll(rejects?.Keep() ?? Task.CompletedTask, receipts?.Keep() ?? Task.CompletedTask);

        HoursReport.Write(terminal, report, call.Json);
        return report.End switch
        {
            ImportEnd.Cancelled => ExitCodes.Cancelled,
            ImportEnd.Completed or ImportEnd.DryRun when report.Rejected == 0 => ExitCodes.Ok,
            _ => ExitCodes.Problems,
        };
    }

    /// <summary>Imports with a bar, and brings the read models along. Also what a sample is loaded by.</summary>
    public static async Task<HoursImportReport> Import(
        Terminal terminal, LedgerSystem ledger, string file, HoursImportRequest request, CancellationToken cancellation)
    {
        var importer = new HoursImporter(ledger.Store, ledger.People, ledger.Rules, ledger.Divisions, ledger.Time, ledger.Ids);
        var report = await Progress.Show(terminal, Path.GetFileName(file), show =>
        {
            var progress = Progress.At<ImportProgress>(at => show(at.RowsTotal == 0 ? 0 : (double)at.RowsDone / at.RowsTotal));
            return importer.Run(file, request, progress, cancellation);
        });
        if (!request.DryRun && report.End is ImportEnd.Completed or ImportEnd.Stopped)
            await ledger.CatchUp(cancellation);
        return report;
    }

    private sealed record Call(string File, string? Rejects, string? Receipts, bool Json, HoursImportRequest Request);
}
