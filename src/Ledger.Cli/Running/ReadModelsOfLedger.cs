using Ledger.Application.Composition;
using Ledger.Cli.Output;
using Ledger.Projections.Engine;

namespace Ledger.Cli.Running;

/// <summary>The read models as a verb needs them: at the head before it asks and after it has written.</summary>
internal static class ReadModelsOfLedger
{
    /// <exception cref="Failure">One of them has stopped at a fact that it cannot read; nothing is skipped.</exception>
    public static async Task CatchUp(this LedgerSystem ledger, CancellationToken cancellation)
    {
        // A standby's are brought to its head by the node that writes.
        if (ledger.Replica is not null)
            return;
        var statuses = await ledger.Projections.CatchUp(cancellation);
        if (statuses.FirstOrDefault(status => status.State == ProjectionState.Stopped) is { } stopped)
            throw new Failure(
                ExitCodes.Problems, $"The read model {stopped.Name} has stopped at position {stopped.Position}: {stopped.Reason}");
    }
}
