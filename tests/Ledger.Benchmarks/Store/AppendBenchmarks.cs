using Ledger.Benchmarks.Measuring;
using Ledger.EventStore;

namespace Ledger.Benchmarks.Store;

/// <summary>Appends of every size, each with the stream's expected version.</summary>
internal static class AppendBenchmarks
{
    private const int BatchEvents = 100;
    private static readonly EventMetadata By = new("bench");

    /// <summary>One event to a stream of its own, by so many callers at once; each waits for its answer before it sends the next.</summary>
    public static Task<Measurement> Single(Bench bench, int callers, int appends, CancellationToken cancellation) =>
        bench.PerSecond($"single appends, {callers} caller{(callers == 1 ? "" : "s")}", "events/s", async (database, clock) =>
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
        }, cancellation);

    public static Task<Measurement> Batches(Bench bench, CancellationToken cancellation) =>
        bench.PerSecond("batches of 100, 1 caller", "events/s", async (database, clock) =>
        {
            await using var store = new NpgsqlEventStore(database.Source);
            await Append(store, bench.Sizes.Batches, BatchEvents, cancellation);
            clock.Start();
            for (var at = 0; at < bench.Sizes.Batches; at++)
                await Append(store, at, BatchEvents, cancellation);
            clock.Stop();
            return (long)bench.Sizes.Batches * BatchEvents;
        }, cancellation);

    public static Task<Measurement> Bulk(Bench bench, CancellationToken cancellation) =>
        bench.PerSecond("bulk append", "events/s", async (database, clock) =>
        {
            await using var store = new NpgsqlEventStore(database.Source);
            var streams = SyntheticEvents.Streams(bench.Sizes.BulkEvents);
            clock.Start();
            Demand(await store.BulkAppend(streams, By, cancellation));
            clock.Stop();
            return bench.Sizes.BulkEvents;
        }, cancellation);

    /// <summary>A plain ordered read of everything through the port: what a rebuild cannot be faster than.</summary>
    public static Task<Measurement> ReadAll(Bench bench, CancellationToken cancellation) =>
        bench.PerSecond("ordered read of all events", "events/s", async (database, clock) =>
        {
            await using var store = new NpgsqlEventStore(database.Source);
            Demand(await store.BulkAppend(SyntheticEvents.Streams(bench.Sizes.BulkEvents), By, cancellation));
            var read = 0L;
            clock.Start();
            await foreach (var _ in store.ReadAll(0, null, cancellation))
                read++;
            clock.Stop();
            return read;
        }, cancellation);

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
