using System.CommandLine;
using System.Globalization;
using Ledger.Application.TwoTimes;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Projections.CreditHours;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger hours PERSON --year Y</c>: a person's year (Order 259 Art. 20) with the entries behind the figure.</summary>
internal static class HoursVerb
{
    public static Command Build(Terminal terminal)
    {
        var person = new Argument<string>("PERSON") { Description = "A person's id, or - to read an identity number from standard input." };
        person.Validators.Add(result =>
        {
            if (PersonArgument.Judge(result.Tokens[0].Value) is { } problem)
                result.AddError(problem);
        });
        var year = new Option<int>("--year") { Description = "The year.", HelpName = "Y", Required = true };
        var (validAt, knownAt, json) = (Flags.ValidAt(), Flags.KnownAt(), Flags.Json());
        var verb = new Command("hours", "A person's hours in a year.") { person, year, validAt, knownAt, json };
        verb.SetAction((parsed, cancellation) => Show(
            terminal, parsed.GetValue(person)!, parsed.GetValue(year), (parsed.GetValue(validAt), parsed.GetValue(knownAt)),
            parsed.GetValue(json), cancellation));
        return verb;
    }

    private static async Task<int> Show(
        Terminal terminal, string who, int year, (DateOnly? ValidAt, KnownAt? KnownAt) times, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        await ledger.CatchUp(cancellation);
        var person = await PersonArgument.Resolve(ledger, terminal, who, cancellation);
        var at = await ledger.Settle(times.ValidAt, times.KnownAt, cancellation);
        var hours = await ledger.CreditHours.Year(person, year, at.Position, at.DayAsked, cancellation);
        if (json)
            terminal.WriteJson(hours);
        else
            Write(terminal, hours);
        return ExitCodes.Ok;
    }

    private static void Write(Terminal terminal, PersonYear hours)
    {
        terminal.WritePairs(
            ("person", hours.Person), ("year", hours.Year),
            ("total", Total(hours)),
            ("public", Text(hours.PublicHours)),
            ("professional", Professional(hours)),
            ("valid at", hours.ValidAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("known at", hours.Position));
        foreach (var entry in hours.Entries)
        {
            var form = $"{entry.Form} {entry.Subject}".ToLowerInvariant();
            var head = $"  {entry.From:yyyy-MM-dd} to {entry.To:yyyy-MM-dd}  {Text(entry.Hours),6} of {Text(entry.ClaimedHours),6}";
            var note = entry.Note is null ? "" : $"  ({entry.Note})";
            terminal.Output.WriteLine($"{head}  {entry.Status,-10}  {form,-28}  {entry.Activity}{note}");
        }
    }

    private static string Total(PersonYear hours) => hours is { Required: { } required, Missing: { } missing }
        ? $"{Text(hours.Total)} of {Text(required)}: {(hours.Met is true ? "met" : $"{Text(missing)} short")}"
        : $"{Text(hours.Total)} (the year lies before the article that asks for hours)";

    private static string Professional(PersonYear hours) => hours.ShareMet is { } met
        ? $"{Text(hours.ProfessionalHours)}: the share is {(met ? "met" : "short (only a reminder)")}"
        : Text(hours.ProfessionalHours);

    private static string Text(decimal hours) => hours.ToString("0.##", CultureInfo.InvariantCulture);
}
