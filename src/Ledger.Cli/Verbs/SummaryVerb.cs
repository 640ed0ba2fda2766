using System.CommandLine;
using System.Globalization;
using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Projections.AnnualSummaries;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger summary region|institution CODE --year Y</c>: the yearly figures on two times, of any number of persons.</summary>
internal static class SummaryVerb
{
    public static Command Build(Terminal terminal) => new("summary", "Yearly figures of an institution or a region, on two times.")
    {
        Verb("region", "CODE", "A division's six digits; all beneath it is included.", terminal, async (ledger, code, year, at, stop) =>
            await ledger.YearlyFigures.Region(code, year, at, null, stop) is { } found
                ? (found, found.Figures, found.Position) : throw NoFigures()),
        Verb("institution", "ID", "The institution's id.", terminal, async (ledger, id, year, at, stop) =>
            await ledger.YearlyFigures.Institution(id, year, at, null, stop) is { } found
                ? (found, found.Figures, found.Position) : throw NoFigures()),
    };

    private delegate Task<(object Answer, YearFigures Figures, long Position)> Reading(
        LedgerSystem ledger, string place, int year, Moment at, CancellationToken cancellation);

    private static Command Verb(string name, string what, string description, Terminal terminal, Reading read)
    {
        var place = new Argument<string>(what) { Description = description };
        var year = new Option<int>("--year") { Description = "The year of completion.", HelpName = "Y", Required = true };
        var (validAt, knownAt, json) = (Flags.ValidAt(), Flags.KnownAt(), Flags.Json());
        var verb = new Command(name, $"The figures of one {name}.") { place, year, validAt, knownAt, json };
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledgers.Open(cancellation);
            await ledger.CatchUp(cancellation);
            var at = await ledger.Settle(parsed.GetValue(validAt), parsed.GetValue(knownAt), cancellation);
            var (answer, figures, position) = await read(ledger, parsed.GetValue(place)!, parsed.GetValue(year), at, cancellation);
            if (parsed.GetValue(json))
                terminal.WriteJson(answer);
            else
                Write(terminal, parsed.GetValue(place)!, parsed.GetValue(year), at, figures, position);
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static void Write(Terminal terminal, string place, int year, Moment at, YearFigures figures, long position)
    {
        terminal.WritePairs(
            (nameof(place), place), (nameof(year), year), ("projects", figures.Projects), ("persons", figures.Persons),
            ("person-times", figures.PersonTimes), ("hours", Text(figures.Hours)),
            ("valid at", at.DayAsked?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("known at", position));
        foreach (var form in figures.ByFormAndSubject)
        {
            var kind = $"{form.Form} {form.Subject}".ToLowerInvariant();
            terminal.Output.WriteLine($"  {kind,-28}  {form.PersonTimes,8}  {Text(form.Hours),12}");
        }
    }

    private static string Text(decimal hours) => hours.ToString("0.##", CultureInfo.InvariantCulture);

    private static InvalidOperationException NoFigures() => new("Without a limit on persons there is always an answer.");
}
