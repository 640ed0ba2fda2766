using System.Diagnostics;
using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

/// <summary>What suites ask who look at writers on their way: who waits for the turn at the head, and who is sending.</summary>
public abstract class QueueSuite<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    /// <summary>Databases of one server have tables of the same number.</summary>
    protected const string InTheQueue = """
        from pg_locks
        where relation = 'ledger.turn'::regclass and not granted
          and database = (select oid from pg_database where datname = current_database())
        """;

    protected static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(60);

    protected static StreamAppend[] Part(string name, int events) =>
        [.. Enumerable.Range(0, events / 10).Select(n => To($"{name}-{n}", ExpectedVersion.NoStream, 10))];

    protected Task<long> Sending() => Count("""
        from pg_stat_activity
        where datname = current_database() and query like 'copy public.mt_events%' and state = 'active'
        """);

    /// <param name="unless">What may end before they do; they do not wait then.</param>
    protected Task WaitingForTurn(int writers, BulkAppending? unless = null) =>
        Until(async () => await Count(InTheQueue) >= writers || unless?.Outcome.IsCompleted is true);

    /// <summary>Looks without a pause: what is waited for may pass in a moment.</summary>
    protected static async Task Until(Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
            clock.Elapsed.ShouldBeLessThan(SoonEnough);
    }

    protected async Task<long> Count(string from)
    {
        await using var count = Database.CreateCommand($"select count(*) {from}");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    protected async Task PositionsFollow(int events)
    {
        var all = await Store.All();
        all.Select(one => one.Position).ShouldBe(Enumerable.Range(1, events).Select(n => (long)n));
        all.Select(one => one.Id).Distinct().Count().ShouldBe(events);
        all.Select(one => one.RecordedAt).ShouldBeInOrder();
    }
}
