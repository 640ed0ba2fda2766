using Ledger.Application.Composition;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Store;
using Ledger.Benchmarks.Whole;

namespace Ledger.Benchmarks.Log;

/// <summary>A ledger of a database of its own, with as many claims recorded as a bulk append has, and none of them sealed yet.</summary>
internal sealed class RecordedLedger : IAsyncDisposable
{
    private readonly BenchDatabase database;

    private RecordedLedger(BenchDatabase database, LedgerSystem ledger) => (this.database, Ledger) = (database, ledger);

    public LedgerSystem Ledger { get; }

    public static async Task<RecordedLedger> Of(Bench bench, CancellationToken cancellation)
    {
        await bench.Log.WriteLineAsync("preparing: a ledger to be sealed");
        var database = await bench.Database(cancellation);
        var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
        await SyntheticEvents.Record(ledger.Store, bench.Sizes.BulkEvents, cancellation);
        return new RecordedLedger(database, ledger);
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await database.DisposeAsync();
    }
}
