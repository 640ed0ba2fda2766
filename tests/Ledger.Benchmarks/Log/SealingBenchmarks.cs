using System.Security.Cryptography;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Store;
using Ledger.Benchmarks.Whole;
using Ledger.EventStore;
using Ledger.Sealing.Leaves;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;

namespace Ledger.Benchmarks.Log;

/// <summary>
/// Sealing from the rows to the signed checkpoint, beside the hashing of the same leaves and nothing else; and the steps of it one by one,
/// so that one sees where the time goes.
/// </summary>
internal static class SealingBenchmarks
{
    /// <summary>What needs no database is over soon: it is gone through so many times in one run.</summary>
    private const int Passes = 5;

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        await using var recorded = await RecordedLedger.Of(bench, cancellation);
        var (store, source) = (recorded.Ledger.Store, recorded.Ledger.Log.Identity.Source);
        var events = new List<RecordedEvent>(bench.Sizes.BulkEvents);
        await foreach (var one in store.ReadAll(0, null, cancellation))
            events.Add(one);
        var writer = new LeafWriter(source);
        var leaves = events.Select(one => writer.Write(one).ToArray()).ToList();
        var hashes = leaves.Select(leaf => TreeHasher.Leaf(leaf)).ToList();
        return await bench.Rounds(
            Hashing(leaves),
            [Sealing(bench, cancellation), Reading(store, events.Count, cancellation), Deriving(source, events), Growing(hashes)],
            cancellation);
    }

    /// <summary>SHA-256 of each leaf, one after the other, on one core.</summary>
    private static Trial Hashing(List<byte[]> leaves) => InMemory("limit: SHA-256 of the same leaves", leaves.Count, () =>
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var leaf in leaves)
            SHA256.HashData(leaf, digest);
    });

    private static Trial Sealing(Bench bench, CancellationToken cancellation) =>
        new("sealing, from the rows to the signed checkpoint", "events/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
            await SyntheticEvents.Record(ledger.Store, bench.Sizes.BulkEvents, cancellation);
            // And no checkpoint of the database in between: what is sealed was recorded a moment before, in life as here.
            clock.Start();
            var done = await ledger.Sealing.Seal(cancellation);
            clock.Stop();
            return done == bench.Sizes.BulkEvents
                ? done
                : throw new InvalidOperationException($"{done} events were sealed of {bench.Sizes.BulkEvents}.");
        });

    /// <summary>In pages, as the sealer reads.</summary>
    private static Trial Reading(IEventStore store, int events, CancellationToken cancellation) =>
        new("of it: reading the rows", "events/s", async (_, clock) =>
        {
            clock.Start();
            for (var after = 0L; after < events;)
                after += (await store.ReadBatch(after, StoreLimits.EventsPerPage, cancellation)).Count;
            clock.Stop();
            return events;
        });

    private static Trial Deriving(string source, List<RecordedEvent> events)
    {
        var writer = new LeafWriter(source);
        return InMemory("of it: deriving the leaves", events.Count, () =>
        {
            foreach (var one in events)
                writer.Write(one);
        });
    }

    /// <summary>The inner hashes, and the bytes of the tiles.</summary>
    private static Trial Growing(List<TreeHash> hashes) => InMemory("of it: growing the tiles", hashes.Count, () =>
    {
        var growth = TileGrowth.Empty();
        foreach (var hash in hashes)
            growth.Append(hash);
        growth.Take();
    });

    private static Trial InMemory(string name, int events, Action pass) => new(name, "events/s", (_, clock) =>
    {
        clock.Start();
        for (var at = 0; at < Passes; at++)
            pass();
        clock.Stop();
        return Task.FromResult((long)events * Passes);
    });
}
