using System.CommandLine;
using Ledger.Application.Engines;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Projections;
using Ledger.Projections.Engine;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger projections status|catch-up|rebuild NAME</c>.</summary>
internal static class ProjectionsVerb
{
    public static Command Build(Terminal terminal)
    {
        var status = new Command("status", "Where each read model stands, and how many events it lags behind.") { Flags.Json() };
        status.SetAction((parsed, cancellation) => Status(terminal, catchUp: false, parsed.GetValue<bool>("--json"), cancellation));
        var catchUp = new Command("catch-up", "Fold every event that is not folded yet.") { Flags.Json() };
        catchUp.SetAction((parsed, cancellation) => Status(terminal, catchUp: true, parsed.GetValue<bool>("--json"), cancellation));

        var name = new Argument<string>("NAME") { Description = "One of: " + string.Join(", ", ReadModels.All.Select(one => one.Name)) };
        name.AcceptOnlyFromAmong([.. ReadModels.All.Select(one => one.Name)]);
        var rebuild = new Command("rebuild", "Build its rows anew beside the live ones and switch over; reads go on meanwhile.")
        {
            name, Flags.Json(),
        };
        rebuild.SetAction((parsed, cancellation) =>
            Rebuild(terminal, parsed.GetValue(name)!, parsed.GetValue<bool>("--json"), cancellation));
        return new Command("projections", "The read models built from the events.") { status, catchUp, rebuild };
    }

    private static async Task<int> Status(Terminal terminal, bool catchUp, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var runner = ledger.Projections;
        var statuses = catchUp ? await runner.CatchUp(cancellation) : await runner.Status(cancellation);
        if (json)
            terminal.WriteJson(new { ledger.Engine, Projections = statuses });
        else
            WriteTable(terminal, EngineCatalog.Describe(ledger.Engine), statuses);
        return statuses.Any(status => status.State == ProjectionState.Stopped) ? ExitCodes.Problems : ExitCodes.Ok;
    }

    private static void WriteTable(Terminal terminal, string engine, IReadOnlyList<ProjectionStatus> statuses)
    {
        terminal.Output.WriteLine($"engine {engine}");
        terminal.Output.WriteLine($"{"name",-18} {"version",7} {"position",10} {"lag",8} {"rows",10}  state");
        foreach (var one in statuses)
        {
            var state = one.Reason is null ? $"{one.State}" : $"{one.State}: {one.Reason}";
            terminal.Output.WriteLine($"{one.Name,-18} {one.Version,7} {one.Position,10} {one.Lag,8} {one.Rows,10}  {state}");
        }
    }

    private static async Task<int> Rebuild(Terminal terminal, string name, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var runner = ledger.Projections;
        await runner.CatchUp(cancellation);
        var before = await runner.Checksum(name, cancellation);
        await Progress.Show(terminal, $"rebuilding {name}", async report =>
        {
            var progress = Progress.At<RebuildProgress>(at => report(at.Head == 0 ? 1 : (double)at.Position / at.Head));
            await runner.Rebuild(name, progress, cancellation);
            return true;
        });
        var after = await runner.Checksum(name, cancellation);
        if (json)
            terminal.WriteJson(new { Name = name, Before = before, After = after, Same = Same(before, after) });
        else
            WriteChecksums(terminal, before, after);
        var comparable = before.Position == after.Position && before.Version == after.Version;
        return comparable && !Same(before, after) ? ExitCodes.Problems : ExitCodes.Ok;
    }

    private static bool Same(ProjectionChecksum before, ProjectionChecksum after) => before.Digest == after.Digest;

    private static void WriteChecksums(Terminal terminal, ProjectionChecksum before, ProjectionChecksum after)
    {
        var other = before.Position == after.Position ? "DIFFERENT ROWS" : "events came in between";
        terminal.WritePairs(
            ("before", $"version {before.Version}, position {before.Position}, {before.Rows} rows, {before.Digest}"),
            ("after", $"version {after.Version}, position {after.Position}, {after.Rows} rows, {after.Digest}"),
            ("verdict", Same(before, after) ? "the same rows" : other));
    }
}
