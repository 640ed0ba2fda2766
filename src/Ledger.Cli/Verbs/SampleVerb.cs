using System.CommandLine;
using Ledger.Application.HoursImport;
using Ledger.Application.Samples;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Domain.Kernel;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger sample</c>: a repeatable synthetic year. Nobody in it exists, and it says so everywhere.</summary>
internal static class SampleVerb
{
    public static Command Build(Terminal terminal)
    {
        var people = Flags.Number("--people", "How many synthetic people.", 1, SampleLimits.People);
        var year = Flags.Number("--year", "The year.", Limits.EarliestDay.Year + 1, Limits.LatestDay.Year);
        var seed = Flags.Number("--seed", "The same seed gives the same bytes.", 0);
        people.Required = year.Required = seed.Required = true;
        var file = Flags.Out("Write the CSV file here and not to standard output.");
        var load = new Option<bool>("--load") { Description = "Bring it into the ledger instead, with its institutions." };
        var verb = new Command("sample", "A synthetic year of hours, for trying and measuring.") { people, year, seed, file, load };
        verb.SetAction((parsed, cancellation) =>
        {
            var options = new SampleOptions(
                (int)parsed.GetValue(people)!.Value, (int)parsed.GetValue(year)!.Value, (ulong)parsed.GetValue(seed)!.Value);
            return parsed.GetValue(load) ? Load(terminal, options, cancellation) : Write(terminal, options, parsed.GetValue(file));
        });
        return verb;
    }

    private static async Task<int> Write(Terminal terminal, SampleOptions options, string? file)
    {
        await using var target = OutputFile.At(file);
        var rows = SampleHours.Write(options, target?.Stream ?? terminal.Bytes);
        if (target is null)
            return ExitCodes.Ok;
        await target.Keep();
        await terminal.Error.WriteLineAsync($"{rows} synthetic rows of {options.People} synthetic people in {file}");
        return ExitCodes.Ok;
    }

    private static async Task<int> Load(Terminal terminal, SampleOptions options, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var report = await Samples.Load(terminal, ledger, options, cancellation);
        HoursReport.Write(terminal, report, json: false);
        return report.End switch
        {
            ImportEnd.Completed when report.Rejected == 0 => ExitCodes.Ok,
            ImportEnd.Cancelled => ExitCodes.Cancelled,
            _ => ExitCodes.Problems,
        };
    }
}
