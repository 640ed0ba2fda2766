using Ledger.Benchmarks.Measuring;
using Ledger.EventStore;

namespace Ledger.Benchmarks.Store;

/// <summary>Appends of every size, each with the stream's expected version.</summary>
internal static class AppendBenchmarks
{
    private const int BatchEvents = 100;
    private static readonly EventMetadata By = new("bench");

    /// <summary>One event to a stream of its own, by so many callers at once; each waits for its answer before it sends the next.</summary>
    public static Trial Single(int callers, int appends, CancellationToken cancellation) =>
        new($"single appends, {callers} caller{(callers == 1 ? "" : "s")}", "events/s", async (database, clock) =>
        {
            await using var store = new NpgsqlEventStore(database.Source);
            await Append(store, appends, 1, cancellation); // The first one opens the connection.
            clock.Start();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
            {
                for (var at = caller; at < appends; at += callers)
                    await Append(store, at, 1, cancellation);
            }));
            clock.Stop();
            return appends;
        });

    public static Trial Batches(Bench bench, CancellationToken cancellation) =>
        new("batches of 100, 1 caller", "events/s", async (database, clock) =>
        {
            await using var store = new NpgsqlEventStore(database.Source);
            await Append(store, bench.Sizes.Batches, BatchEvents, cancellation);
            clock.Start();
            for (var at = 0; at < bench.Sizes.Batches; at++)
                await Append(store, at, BatchEvents, cancellation);
            clock.Stop();
            return (long)bench.Sizes.Batches * BatchEvents;
        });

    public static Trial Bulk(Bench bench, CancellationToken cancellation) =>
        new("bulk append", "events/s", async (database, clock) =>
        {
            await using var store = new NpgsqlEventStore(database.Source);
            var streams = SyntheticEvents.Streams(bench.Sizes.BulkEvents);
            clock.Start();
            Demand(await store.BulkAppend(streams, By, cancellation));
            clock.Stop();
            return bench.Sizes.BulkEvents;
        });

    private static async Task Append(NpgsqlEventStore store, int number, int events, CancellationToken cancellation)
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
