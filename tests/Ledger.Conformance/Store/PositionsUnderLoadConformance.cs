using System.Collections.Concurrent;
using Ledger.EventStore;
using Npgsql;
using static Ledger.Conformance.Store.Appends;
using static Ledger.Conformance.Store.ForeignWriter;

namespace Ledger.Conformance.Store;

/// <summary>32 writers of every kind at once, while a reader follows.</summary>
public abstract class PositionsUnderLoadConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private const int Turns = 25;
    private readonly ConcurrentBag<int> written = [];

    [Fact]
    public virtual async Task A_live_reader_sees_no_gap_no_duplicate_and_no_skip()
    {
        var stores = await Others(3);
        using var done = new CancellationTokenSource();
        var reader = Follow(Store, done.Token);

        var throughStores = Enumerable.Range(0, 16).Select(n => Task.Run(() => AppendInTurns(stores[n % stores.Count], n)));
        var bySql = Enumerable.Range(0, 15).Select(n => Task.Run(() => InsertInTurns(Database, n)));
        var inBulk = Task.Run(() => BulkInTurns(stores[0]));
        await Task.WhenAll([.. throughStores, .. bySql, inBulk]);
        await done.CancelAsync();

        var seen = await reader;
        seen.Count.ShouldBe(written.Sum());
        seen.Select(one => one.Position).ShouldBe(Enumerable.Range(1, seen.Count).Select(n => (long)n));
        seen.Select(one => one.Id).Distinct().Count().ShouldBe(seen.Count);
        seen.Select(one => one.RecordedAt).ShouldBeInOrder();
        seen.Select(one => one.Id).ShouldBe((await Store.All()).Select(one => one.Id));
    }

    /// <summary>Reads on from where it stands, and after the end once more to the head.</summary>
    private static async Task<List<RecordedEvent>> Follow(IEventStore store, CancellationToken done)
    {
        var seen = new List<RecordedEvent>();
        while (true)
        {
            var last = done.IsCancellationRequested;
            var batch = await store.ReadBatch(seen.Count, 100, Never);
            seen.AddRange(batch);
            if (last && batch.Count == 0)
                return seen;
        }
    }

    private async Task AppendInTurns(IEventStore store, int caller)
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            var shared = To($"shared-{(caller + turn) % 5}", ExpectedVersion.Any, 2);
            var own = To($"own-{caller}", ExpectedVersion.Exactly(turn));
            (await store.Append(Request(shared, own), Never)).ShouldBeOfType<AppendOutcome.Appended>();
            written.Add(3);
        }
    }

    private async Task BulkInTurns(IEventStore store)
    {
        for (var turn = 0; turn < Turns / 5; turn++)
        {
            var streams = Enumerable.Range(0, 50).Select(n => To($"bulk-{n}", ExpectedVersion.Exactly(turn * 4), 4)).ToList();
            (await store.BulkAppend(streams, EventMetadata.None, Never)).ShouldBeOfType<AppendOutcome.Appended>();
            written.Add(200);
        }
    }

    /// <summary>Delays before the commit, rollbacks, savepoints: what made followers of a sequence skip events.</summary>
    private async Task InsertInTurns(NpgsqlDataSource database, int caller)
    {
        var version = 0;
        await using var connection = await database.OpenConnectionAsync();
        await Run(connection, Stream($"foreign-{caller}"));
        for (var turn = 0; turn < Turns; turn++)
        {
            string Insert(int from, int to) => Events($"foreign-{caller}", version + from, version + to);
            await Run(connection, $"begin; {Insert(1, 2)}; select pg_sleep({turn % 3 * 0.004})");
            switch (turn % 4)
            {
                case 0:
                    await Run(connection, "rollback");
                    continue;
                case 1:
                    await Run(connection, $"savepoint a; {Insert(3, 7)}; select pg_sleep(0.002); rollback to a; {Insert(3, 3)}; commit");
                    break;
                default:
                    await Run(connection, $"{Insert(3, 3)}; select pg_sleep(0.003); commit");
                    break;
            }

            version += 3;
            written.Add(3);
        }
    }
}
