using System.CommandLine;
using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Application.Editions;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Domain.Kernel;
using Ledger.Host.Problems;
using Ledger.Host.Requests;
using Ledger.Projections.Engine;

namespace Ledger.Cli.Verbs;

/// <summary>
/// <c>ledger edition publish|restate|list|show|verify|export</c>: the published statistics of a year, which anybody who has the log can
/// fold again.
/// </summary>
internal static class EditionVerb
{
    public static Command Build(Terminal terminal) => new("edition", "Published editions of the annual statistics.")
    {
        Publishing("publish", "Publish the statistics of a year, as the log gives them now.", terminal, null),
        Publishing(
            "restate", "Publish them anew where figures have changed, and say why.", terminal,
            new Option<string>("--reason") { Description = "Why the figures are others now.", HelpName = "R", Required = true }),
        EditionReports.List(terminal),
        EditionReports.Show(terminal),
        Verify(terminal),
        EditionExport.Build(terminal),
    };

    public static Option<int> Year(bool required = true) =>
        new("--year") { Description = "The year of the statistics.", HelpName = "Y", Required = required };

    /// <summary>A bar for a fold that may take minutes.</summary>
    public static Task<T> Fold<T>(Terminal terminal, string title, Func<IProgress<RebuildProgress>, Task<T>> work) =>
        Progress.Show(terminal, title, report =>
            work(Progress.At<RebuildProgress>(at => report(at.Head == 0 ? 1 : (double)at.Position / at.Head))));

    private static Command Publishing(string name, string description, Terminal terminal, Option<string>? reason)
    {
        var year = Year();
        var by = new Option<string>("--by") { Description = "Who publishes: an authority's code.", HelpName = "CODE", Required = true };
        var title = new Option<string>("--title") { Description = "What the edition is called.", HelpName = "T", Required = true };
        var document = new Option<string?>("--document") { Description = "The document number.", HelpName = "D" };
        var on = Flags.Day("--on", "The day of publication (default: today).");
        var json = Flags.Json();
        var verb = new Command(name, description) { year, by, title, document, on, json };
        if (reason is not null)
            verb.Add(reason);
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledgers.Open(cancellation);
            var request = new EditionRequest(
                parsed.GetValue(year), parsed.GetValue(title)!, parsed.GetValue(on) ?? ShanghaiTime.DayOf(ledger.Time.GetUtcNow()),
                parsed.GetValue(by)!, parsed.GetValue(document), reason is null ? null : parsed.GetValue(reason));
            var context = new CommandContext(CommandHeaders.ActorByDefault);
            var result = await Fold(terminal, $"statistics of {request.Year}", progress => reason is null
                ? ledger.Editions.Publish(request, context, progress, cancellation)
                : ledger.Editions.Restate(request, context, progress, cancellation));
            await ledger.CatchUp(cancellation);
            return await Tell(terminal, ledger, request.Year, result, parsed.GetValue(json), cancellation);
        });
        return verb;
    }

    private static async Task<int> Tell(
        Terminal terminal, LedgerSystem ledger, int year, EditionResult result, bool json, CancellationToken cancellation)
    {
        if (result is EditionResult.NotReproduced(var edition, var folded))
            throw new Failure(
                ExitCodes.Problems,
                $"Edition {edition.Number} of {year} says {edition.Sha256}, and the log gives {folded.Sha256} at position "
                + $"{edition.FiguresAt} (projection version {edition.ProjectionVersion} then, {folded.Version} now). What changed cannot "
                + "be told. ledger edition verify says more.");
        var answered = (EditionResult.Answered)result;
        if (AnswerProblems.Of(answered.Answer) is { } problem)
            return ProblemLines.Write(terminal, problem, json);
        var (editions, _) = await ledger.EditionReading.Of(year, (await ledger.Settle(null, null, cancellation)), cancellation);
        if (json)
            terminal.WriteJson(editions[^1]);
        else
            EditionReports.Write(terminal, editions[^1]);
        if (answered.Answer is CommandAnswer.Done { Facts: 0 } && !json)
            terminal.Output.WriteLine("these figures had been published before; nothing was written");
        return ExitCodes.Ok;
    }

    private static Command Verify(Terminal terminal)
    {
        var year = new Option<int?>("--year") { Description = "The editions of one year.", HelpName = "Y" };
        var all = new Option<bool>("--all") { Description = "Those of every year (the default)." };
        var json = Flags.Json();
        var verb = new Command("verify", "Fold the log to the position of each edition and compare row count and digest.")
        {
            year, all, json,
        };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledgers.Open(cancellation);
            await ledger.CatchUp(cancellation);
            var verified = await Fold(terminal, "editions", progress => ledger.Editions.Verify(
                parsed.GetValue(all) ? null : parsed.GetValue(year), progress, cancellation));
            if (verified.Count == 0)
                throw new Failure(ExitCodes.Problems, "No edition has been published.");
            if (parsed.GetValue(json))
                terminal.WriteJson(new { Editions = verified });
            else
                EditionReports.Write(terminal, verified);
            return verified.All(one => one.Holds) ? ExitCodes.Ok : ExitCodes.Problems;
        });
        return verb;
    }
}
