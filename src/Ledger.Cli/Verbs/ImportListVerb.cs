using System.CommandLine;
using Ledger.Application.PublishedLists;
using Ledger.Cli.Output;
using Ledger.Cli.Running;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger import list FILE</c>: an official list of a day, and what changed since the edition before.</summary>
internal static class ImportListVerb
{
    /// <summary>Changes and rejected rows told to people; the JSON has all that the import gives.</summary>
    private const int LinesShown = 20;

    public static Command Build(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file. Columns are found by their headers." };
        var edition = Flags.Day("--edition", "The day the list states (yyyy-mm-dd).");
        edition.Required = true;
        var publisher = new Option<string>("--publisher") { Description = "Who published it.", HelpName = "NAME", Required = true };
        var list = new Option<string?>("--list") { Description = "The list's id, where several could be meant.", HelpName = "ID" };
        var title = new Option<string?>("--title")
        {
            Description = "What the list is called from this edition on (default: as before, or its file's name).",
            HelpName = "T",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change and write nothing." };
        var shrink = new Option<bool>("--allow-shrink") { Description = "More than half of the list may go." };
        var json = Flags.Json();
        var verb = new Command("list", "Import an edition of an official list.")
        {
            file, edition, publisher, list, title, dryRun, shrink, json,
        };
        verb.SetAction((parsed, cancellation) => Run(
            terminal,
            new ListImportRequest(
                parsed.GetValue(file)!, parsed.GetValue(edition)!.Value, parsed.GetValue(publisher)!, parsed.GetValue(list),
                parsed.GetValue(title), parsed.GetValue(dryRun), parsed.GetValue(shrink)),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static async Task<int> Run(Terminal terminal, ListImportRequest request, bool json, CancellationToken cancellation)
    {
        InputFile.Demand(request.File);
        await using var ledger = await Ledgers.Open(cancellation);
        var import = new ListImport(ledger.Store, ledger.Time);
        var result = await Progress.Show(terminal, Path.GetFileName(request.File), report => import.Run(
            request, Progress.At<ListImportProgress>(at => report(at.Total == 0 ? 0 : (double)at.Done / at.Total)), cancellation));
        if (!request.DryRun)
            await ledger.CatchUp(cancellation);

        switch (result)
        {
            case ListImportResult.Done(var report):
                if (json)
                    terminal.WriteJson(report);
                else
                    Write(terminal, report);
                return report.Rejected > 0 ? ExitCodes.Problems : ExitCodes.Ok;
            case ListImportResult.Refused(var refusal, var rejects):
                if (json)
                    terminal.WriteJson(new { Refused = refusal, Rejects = rejects });
                else
                    Write(terminal, refusal, rejects);
                return ExitCodes.Problems;
            default:
                throw new InvalidOperationException("An import of a list is done or refused.");
        }
    }

    private static void Write(Terminal terminal, ListImportReport report)
    {
        var end = report switch
        {
            { AlreadyImported: true } => "imported before: no new facts",
            { DryRun: true } => $"dry run: {report.Facts} facts would be written",
            _ => $"{report.Facts} facts written, up to position {report.Position}",
        };
        terminal.WritePairs(
            ("list", $"{report.Title} ({report.List}{(report.NewList ? ", new" : "")})"),
            ("edition", $"{report.Edition:yyyy-MM-dd}, {report.Publisher}"),
            ("file", $"{report.Encoding}, SHA-256 {report.Sha256}"),
            ("rows", report.Rows), ("added", report.Added), ("renamed", report.Renamed), ("removed", report.Removed),
            ("authority changed", report.AuthorityChanged), ("details changed", report.DetailsChanged), ("unchanged", report.Unchanged),
            ("rejected", report.Rejected), ("result", end));
        var changes = report.Changes.Where(change => change.Kind != "added" || !report.NewList).ToList();
        foreach (var change in changes.Take(LinesShown))
            terminal.Output.WriteLine($"  {change.Kind}  {change.Code}  {change.Name}{FromTo(change)}");
        if (changes.Count > LinesShown)
            terminal.Output.WriteLine($"  and {changes.Count - LinesShown} more; --json has them");
        foreach (var warning in report.Warnings)
            terminal.Output.WriteLine($"warning  {warning.Zh} ({warning.Code})");
        WriteRejects(terminal, report.Rejects);
    }

    private static string FromTo(ListChange change) => change.From is null && change.To is null ? "" : $"  {change.From} -> {change.To}";

    private static void Write(Terminal terminal, ListRefusal refusal, IReadOnlyList<ListRowReject> rejects)
    {
        terminal.Error.WriteLine($"Nothing was imported. {refusal.Zh}");
        terminal.Error.WriteLine($"{refusal.En} ({refusal.Code})");
        if (refusal.Mend is { } mend)
            terminal.Error.WriteLine(mend);
        WriteRejects(terminal, rejects);
    }

    private static void WriteRejects(Terminal terminal, IReadOnlyList<ListRowReject> rejects)
    {
        foreach (var row in rejects.Take(LinesShown))
            terminal.Error.WriteLine($"row {row.Row}  {row.Column}  {row.Value}  {row.Zh} ({row.Code})  {row.Mend}");
        if (rejects.Count > LinesShown)
            terminal.Error.WriteLine($"and {rejects.Count - LinesShown} more rows");
    }
}
