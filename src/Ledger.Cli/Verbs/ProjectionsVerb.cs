using System.CommandLine;
using Ledger.Application.Engines;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Projections.Engine;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger projections status|catch-up|rebuild [NAME]</c>.</summary>
internal static class ProjectionsVerb
{
    public static Command Build(Terminal terminal)
    {
        var status = new Command("status", "Where each read model stands, and how many events it lags behind.") { Flags.Json() };
        status.SetAction((parsed, cancellation) => Status(terminal, catchUp: false, parsed.GetValue<bool>("--json"), cancellation));
        var catchUp = new Command("catch-up", "Fold every event that is not folded yet.") { Flags.Json() };
        catchUp.SetAction((parsed, cancellation) => Status(terminal, catchUp: true, parsed.GetValue<bool>("--json"), cancellation));

        return new Command("projections", "The read models built from the events.") { status, catchUp, RebuildVerb.Build(terminal) };
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
}
