using Ledger.Application.Composition;
using Ledger.Cli.Output;
using Ledger.Projections;
using Ledger.Projections.Engine;

namespace Ledger.Cli.Running;

/// <summary>The read models as a verb needs them: there, and at the head, before it asks and after it has written.</summary>
internal static class ReadModelsOfLedger
{
    public static async Task<ProjectionRunner> Runner(this LedgerSystem ledger, CancellationToken cancellation)
    {
        var runner = new ProjectionRunner(ledger.Database, ReadModels.All, ledger.Time);
        await runner.Prepare(cancellation);
        return runner;
    }

    /// <exception cref="Failure">One of them has stopped at a fact that it cannot read; nothing is skipped.</exception>
    public static async Task CatchUp(this LedgerSystem ledger, CancellationToken cancellation)
    {
        var runner = await ledger.Runner(cancellation);
        var stopped = (await runner.CatchUp(cancellation)).FirstOrDefault(status => status.State == ProjectionState.Stopped);
        if (stopped is not null)
            throw new Failure(
                ExitCodes.Problems, $"The read model {stopped.Name} has stopped at position {stopped.Position}: {stopped.Reason}");
    }
}
