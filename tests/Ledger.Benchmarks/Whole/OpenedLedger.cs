using Ledger.Application.Composition;
using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.Whole;

/// <summary>A ledger on a database of the bench, on the engine that is to be measured.</summary>
internal static class OpenedLedger
{
    public static async Task<LedgerSystem> On(Bench bench, BenchDatabase database, string engine, CancellationToken cancellation)
    {
        var home = new LedgerHome(Path.Combine(bench.Home, "ledger"));
        return await LedgerSystem.On(database.Address, home, TimeProvider.System, cancellation, engine);
    }
}
