using System.CommandLine;
using System.Globalization;
using Ledger.Application.Editions;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Domain.Editions;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger edition list|show</c>, and editions as lines.</summary>
internal static class EditionReports
{
    /// <summary>Changed figures told to people; the JSON has all that the fact has.</summary>
    private const int ChangesShown = 20;

    public static Command List(Terminal terminal)
    {
        var (knownAt, json) = (Flags.KnownAt(), Flags.Json());
        var verb = new Command("list", "The editions of all years.") { knownAt, json };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledgers.Open(cancellation);
            var at = await ledger.Settle(null, parsed.GetValue(knownAt), cancellation);
            var (editions, position) = await ledger.EditionReading.All(at, cancellation);
            if (parsed.GetValue(json))
                terminal.WriteJson(new { Editions = editions, Position = position });
            else if (editions.Count == 0)
                terminal.Output.WriteLine("no edition has been published");
            foreach (var edition in parsed.GetValue(json) ? [] : editions)
            {
                terminal.Output.WriteLine(
                    $"{edition.Year} no. {edition.Number}  {edition.On:yyyy-MM-dd}  {edition.By,-12} figures at {edition.FiguresAt,-9} "
                    + $"{edition.Rows,8} rows  {edition.Sha256[..16]}  {edition.Title}");
            }

            return ExitCodes.Ok;
        });
        return verb;
    }

    public static Command Show(Terminal terminal)
    {
        var year = EditionVerb.Year();
        var (knownAt, json) = (Flags.KnownAt(), Flags.Json());
        var verb = new Command("show", "The editions of one year, with what each restatement changed.") { year, knownAt, json };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledgers.Open(cancellation);
            var at = await ledger.Settle(null, parsed.GetValue(knownAt), cancellation);
            var (editions, position) = await ledger.EditionReading.Of(parsed.GetValue(year), at, cancellation);
            if (editions.Count == 0)
                throw new Failure(ExitCodes.Problems, $"No edition of {parsed.GetValue(year)} has been published.");
            if (parsed.GetValue(json))
                terminal.WriteJson(new { Editions = editions, Position = position });
            foreach (var edition in parsed.GetValue(json) ? [] : editions)
                Write(terminal, edition);
            return ExitCodes.Ok;
        });
        return verb;
    }

    public static void Write(Terminal terminal, EditionTold edition)
    {
        terminal.WritePairs(
            ("edition", $"{edition.Year} no. {edition.Number}: {edition.Title}"),
            ("published", $"{edition.On:yyyy-MM-dd} by {edition.By}{(edition.Document is { } document ? $", {document}" : "")}"),
            ("recorded", $"at position {edition.RecordedAs}"),
            ("figures", $"{edition.Projection} version {edition.ProjectionVersion} at position {edition.FiguresAt}"),
            ("rows", edition.Rows), ("sha256", edition.Sha256),
            ("replaces", edition.Restatement is { } told ? $"no. {told.Replaces}: {told.Reason}" : null));
        if (edition.Restatement is { } restatement)
            Write(terminal, restatement.Changed, restatement.ChangedInAll);
    }

    public static void Write(Terminal terminal, IReadOnlyList<EditionVerification> verified)
    {
        foreach (var (edition, folded, differs, first) in verified)
        {
            var holds = folded.Rows == edition.Rows && folded.Sha256 == edition.Sha256;
            var verdict = holds ? "holds" : "DOES NOT HOLD";
            terminal.Output.WriteLine(
                $"{edition.Year} no. {edition.Number}: {verdict}, {folded.Rows} rows at position {folded.Position}");
            if (!holds)
            {
                terminal.WritePairs(
                    ("  published", $"{edition.Rows} rows, {edition.Sha256}, version {edition.ProjectionVersion}"),
                    ("  folded", $"{folded.Rows} rows, {folded.Sha256}, version {folded.Version}"));
            }

            if (differs > 0)
            {
                terminal.Output.WriteLine($"  {differs} figures are others in the live tables now:");
                Write(terminal, first, differs);
            }
        }
    }

    private static void Write(Terminal terminal, IReadOnlyList<FigureChange> changes, int inAll)
    {
        foreach (var change in changes.Take(ChangesShown))
            terminal.Output.WriteLine($"    {change.Place} {change.Figure}: {Text(change.Before)} -> {Text(change.After)}");
        if (inAll > Math.Min(changes.Count, ChangesShown))
            terminal.Output.WriteLine($"    {inAll} in all");
    }

    private static string Text(decimal? value) => value?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "-";
}
