using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Whole;
using Ledger.EventStore;

namespace Ledger.Benchmarks.Store;

/// <summary>Appends of every size, each with the stream's expected version.</summary>
internal sealed class AppendBenchmarks(Bench bench, string engine, CancellationToken cancellation)
{
    private const int BatchEvents = 100;
    private static readonly EventMetadata By = new("bench");

    /// <summary>One event to a stream of its own, by so many callers at once; each waits for its answer before it sends the next.</summary>
    public Trial Single(int callers, int appends) =>
        new(bench.Named(engine, $"single appends, {callers} caller{(callers == 1 ? "" : "s")}"), "events/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, engine, cancellation);
            await Append(ledger.Store, appends, 1); // The first one opens the connection.
            clock.Start();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
            {
                for (var at = caller; at < appends; at += callers)
                    await Append(ledger.Store, at, 1);
            }));
            clock.Stop();
            return appends;
        });

    public Trial Batches() =>
        new(bench.Named(engine, "batches of 100, 1 caller"), "events/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, engine, cancellation);
            await Append(ledger.Store, bench.Sizes.Batches, BatchEvents);
            clock.Start();
            for (var at = 0; at < bench.Sizes.Batches; at++)
                await Append(ledger.Store, at, BatchEvents);
            clock.Stop();
            return (long)bench.Sizes.Batches * BatchEvents;
        });

    public Trial Bulk() =>
        new(bench.Named(engine, "bulk append"), "events/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, engine, cancellation);
            var streams = SyntheticEvents.Streams(bench.Sizes.BulkEvents);
            clock.Start();
            Demand(await ledger.Store.BulkAppend(streams, By, cancellation));
            clock.Stop();
            return bench.Sizes.BulkEvents;
        });

    private async Task Append(IEventStore store, int number, int events)
    {
        var first = number * events;
        var stream = SyntheticEvents.Stream(number, [.. Enumerable.Range(first, events).Select(SyntheticEvents.Event)]);
        Demand(await store.Append(new AppendRequest([stream], By), cancellation));
    }

    private static void Demand(AppendOutcome outcome)
    {
        if (outcome is not AppendOutcome.Appended { Repeated: false })
            throw new InvalidOperationException($"The store did not append: {outcome}.");
    }
}
