using System.Diagnostics;
using Ledger.EventStore;
using Npgsql;
using static Ledger.Conformance.Store.Appends;
using static Ledger.Conformance.Store.ForeignWriter;

namespace Ledger.Conformance.Store;

/// <summary>
/// A bulk append's place in the queue for the head behind one that is held up in its midst: how long it waits, what it does without a
/// session for the place, and whom it takes for the one before.
/// </summary>
public abstract class PlaceInQueueConformance<TEngine> : QueueSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private const int Events = 100;

    /// <summary>Who has written something and not ended.</summary>
    private const string Writing = """
        from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and backend_xid is not null
        """;

    private const string WaitingWithoutPlace = """
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.relation = 'ledger.turn'::regclass and not l.granted and a.datname = current_database()
          and a.query like '%ledger.reserve()%'
        """;

    [Fact]
    public virtual async Task Whoever_was_begun_behind_one_that_does_not_end_gives_up_and_leaves_nothing_behind()
    {
        await using var obstacle = await Obstruct("first-0");
        var first = Store.BeginBulkAppend(Part("first", Events), EventMetadata.None, null, Never);
        var clock = Stopwatch.StartNew();
        var beside = Store.BeginBulkAppend(Part("beside", Events), EventMetadata.None, first, Never);
        await WaitingForTurn(1);
        // It cannot be sent beside the first: there is one before it in the queue.
        var queued = Store.BeginBulkAppend(Part("queued", Events), EventMetadata.None, first, Never);
        // Nor this one, which has a stream in common with it.
        var sharing = Store.BeginBulkAppend(
            [.. Part("sharing", Events), To("first-0", ExpectedVersion.Exactly(10))], EventMetadata.None, first, Never);

        foreach (var behind in new[] { beside, queued, sharing })
            (await behind.Outcome.WaitAsync(SoonEnough)).ShouldBeOfType<AppendOutcome.NothingBefore>();
        clock.Elapsed.ShouldBeGreaterThan(StoreLimits.WaitBehind);
        first.Outcome.IsCompleted.ShouldBeFalse();
        (await Count(InTheQueue)).ShouldBe(0);
        // The obstacle, and the first.
        (await Count(Writing)).ShouldBe(2);

        await Run(obstacle, "rollback");
        (await first.Outcome.WaitAsync(SoonEnough)).ShouldBeOfType<AppendOutcome.Appended>();
        foreach (var name in new[] { "beside", "queued", "sharing" })
        {
            (await Store.BeginBulkAppend(Part(name, Events), EventMetadata.None, first, Never).Outcome)
                .ShouldBeOfType<AppendOutcome.Appended>();
        }

        await PositionsFollow(4 * Events);
    }

    [Fact]
    public virtual async Task One_that_finds_no_session_for_its_place_in_time_takes_its_turn_as_any_other()
    {
        // One for the first, one for the second, and one that is taken for now.
        await using var source = new NpgsqlDataSourceBuilder(Pooled(3)).Build();
        await using var opened = await Engine.Open(source, TestEvents.Types);
        await using var obstacle = await Obstruct("first-0");
        var taken = await source.OpenConnectionAsync();
        var first = opened.Store.BeginBulkAppend(Part("first", Events), EventMetadata.None, null, Never);
        var second = opened.Store.BeginBulkAppend(Part("second", Events), EventMetadata.None, first, Never);
        await Until(async () => await Count(Writing) == 3);
        await Task.Delay(StoreLimits.TryForTurn * 2);

        // Too late for it.
        await taken.DisposeAsync();
        await Task.Delay(StoreLimits.TryForTurn / 2);
        (await Count(InTheQueue)).ShouldBe(0);
        (await Sending()).ShouldBe(1);

        await Run(obstacle, "rollback");
        (await first.Outcome.WaitAsync(SoonEnough)).ShouldBeOfType<AppendOutcome.Appended>();
        (await second.Outcome.WaitAsync(SoonEnough)).ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBe(Events + 1);
        await PositionsFollow(2 * Events);
    }

    /// <summary>
    /// The first has ended and its session has the turn for another writer, while the second, which saw the first at work, still opens a
    /// session of its own. The one whom it then finds before it in the queue is the one that it looks for, by its number.
    /// </summary>
    [Fact]
    public virtual async Task A_session_that_is_at_other_work_by_now_is_not_taken_for_the_one_before()
    {
        var door = new Door();
        var builder = new NpgsqlDataSourceBuilder(Pooled(10));
        builder.UsePhysicalConnectionInitializer(_ => { }, _ => door.Pass());
        await using var source = builder.Build();
        await using var opened = await Engine.Open(source, TestEvents.Types);
        // One for each of the two; a place in the queue needs a third, which has to be opened.
        await using (await source.OpenConnectionAsync())
            await (await source.OpenConnectionAsync()).DisposeAsync();
        await using var obstacle = await Obstruct("first-0");
        var first = opened.Store.BeginBulkAppend(Part("first", Events), EventMetadata.None, null, Never);
        await Until(async () => await Sending() == 1);
        await using var ask = Database.CreateCommand(
            "select pid from pg_stat_activity where datname = current_database() and query like 'copy public.mt_events%'");
        var session = (int)(await ask.ExecuteScalarAsync())!;

        door.Close();
        var second = opened.Store.BeginBulkAppend(Part("second", Events), EventMetadata.None, first, Never);
        await door.Knocked.WaitAsync(SoonEnough);
        await Run(obstacle, "rollback");
        (await first.Outcome.WaitAsync(SoonEnough)).ShouldBeOfType<AppendOutcome.Appended>();
        await using var other = await source.OpenConnectionAsync();
        other.ProcessID.ShouldBe(session);
        await Run(other, "begin");
        await Run(other, "select ledger.take_turn()");
        door.Open();

        await Until(async () =>
        {
            second.Outcome.IsCompleted.ShouldBeFalse("it came past one who had the turn");
            return await Count(WaitingWithoutPlace) == 1;
        });
        await Run(other, Stream("other", 1));
        await Run(other, ForeignWriter.Events("other", 1, 1));
        await Run(other, "commit");
        (await second.Outcome.WaitAsync(SoonEnough)).ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBe(Events + 2);
        await PositionsFollow((2 * Events) + 1);
    }

    /// <param name="most">Connections. Who finds none waits for a minute.</param>
    private string Pooled(int most) => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        MaxPoolSize = most,
        Timeout = (int)SoonEnough.TotalSeconds,
    }.ConnectionString;

    /// <summary>
    /// Whoever sends the first event of the stream waits, with all its locks, until this transaction has ended: it holds the same key. It
    /// is out of everybody's sight and takes no turn.
    /// </summary>
    private async Task<NpgsqlConnection> Obstruct(string stream)
    {
        var obstacle = await Database.OpenConnectionAsync();
        await Run(obstacle, "begin");
        await Run(obstacle, "set local session_replication_role = replica");
        await Run(obstacle, $$"""
            insert into mt_events (seq_id, id, stream_id, version, data, type)
            values (1000000, gen_random_uuid(), '{{stream}}', 1, '{}', '{{TestEvents.Happened}}')
            """);
        return obstacle;
    }

    /// <summary>Through which each new connection comes.</summary>
    private sealed class Door
    {
        private readonly TaskCompletionSource knocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile TaskCompletionSource? closed;

        public Task Knocked => knocked.Task;

        public void Close() => closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => closed?.SetResult();

        public Task Pass()
        {
            if (closed is not { } waiting)
                return Task.CompletedTask;
            knocked.TrySetResult();
            return waiting.Task;
        }
    }
}
