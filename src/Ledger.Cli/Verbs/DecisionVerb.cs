using System.CommandLine;
using Ledger.Application.TwoTimes;
using Ledger.Cli.Output;
using Ledger.Cli.Running;
using Ledger.Domain.Kernel;

namespace Ledger.Cli.Verbs;

/// <summary><c>ledger decision show ID</c>: the trail of one decision, from its opening to its service.</summary>
internal static class DecisionVerb
{
    public static Command Build(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The decision's id." };
        var (knownAt, json) = (Flags.KnownAt(), Flags.Json());
        var show = new Command("show", "Its trail: ground, evidence, notice, statements, issue, service.") { id, knownAt, json };
        show.SetAction((parsed, cancellation) =>
            Show(terminal, parsed.GetValue(id)!, parsed.GetValue(knownAt), parsed.GetValue(json), cancellation));
        return new Command("decision", "One decision to end a listing.") { show };
    }

    private static async Task<int> Show(Terminal terminal, string id, KnownAt? knownAt, bool json, CancellationToken cancellation)
    {
        await using var ledger = await Ledgers.Open(cancellation);
        var at = await ledger.Settle(null, knownAt, cancellation);
        var replay = await ledger.Replays.Of(StreamIds.Decision(id), null, at.Position, cancellation);
        if (replay.Version == 0)
            throw new Failure(ExitCodes.Problems, $"The ledger knows no decision '{id}'{(knownAt is null ? "." : " as of then.")}");
        FactLines.Write(terminal, replay, json);
        return ExitCodes.Ok;
    }
}
