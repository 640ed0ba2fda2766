using Ledger.EventStore.Migrations;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;
using static Ledger.Conformance.Store.ForeignWriter;

namespace Ledger.EventStore.Tests;

/// <summary>
/// What Marten does beside inserting events, in plain SQL: it draws numbers that it may lose, marks how far its daemon has seen, and
/// writes tombstones. None of it may make its daemon pass over an event.
/// </summary>
public sealed class MartenDaemonTests : IAsyncLifetime
{
    private const string Draw = "select nextval('mt_events_sequence') from generate_series(1, 7)";
    private const string Tombstone = """
        insert into mt_events (seq_id, id, stream_id, version, data, type)
        values (4, gen_random_uuid(), 'mt_tombstone', 4, '{}', 'tombstone')
        """;

    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create();
        await Run(database.DataSource, Stream("s"), Events("s", 1, 3));
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task The_sequence_follows_the_head_when_a_transaction_commits_and_not_before()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();

        await Run(connection, "begin;" + Events("s", 4, 9));
        (await Sequence()).ShouldBe(3);
        await Run(connection, "commit");
        (await Sequence()).ShouldBe(9);
        await database.Store.BulkAppend([To("t", ExpectedVersion.NoStream, 5)], EventMetadata.None, Never);
        (await Sequence()).ShouldBe(14);
        await database.Store.Append("t", ExpectedVersion.Exactly(5));
        (await Sequence()).ShouldBe(15);
    }

    [Fact]
    public async Task An_append_that_is_rolled_back_leaves_the_sequence_at_the_head()
    {
        await Run(database.DataSource, "begin", Events("s", 4, 9), "rollback");

        (await Sequence()).ShouldBe(3);
    }

    [Fact]
    public async Task Numbers_that_were_drawn_and_lost_are_given_to_the_next_events()
    {
        await Run(database.DataSource, Draw);
        (await Sequence()).ShouldBe(10);

        await database.Store.Append("s", ExpectedVersion.Exactly(3));

        (await database.Store.Head(Never)).ShouldBe(4);
        (await Sequence()).ShouldBe(4);
    }

    [Fact]
    public async Task A_mark_of_what_was_seen_does_not_go_above_the_head()
    {
        await Run(database.DataSource, Draw, Mark(3));

        var error = await Should.ThrowAsync<PostgresException>(() => Run(database.DataSource, Mark(10)));

        error.SqlState.ShouldBe("LG003");
        (await Marked()).ShouldBe(3);
        await database.Store.Append("s", ExpectedVersion.Exactly(3));
        await Run(database.DataSource, Mark(4));
        (await Marked()).ShouldBe(4);
    }

    [Fact]
    public async Task An_import_that_marks_numbers_it_drew_above_the_head_marks_the_head()
    {
        await Run(database.DataSource, Draw, "begin", Draw, Events("s", 4, 10), Mark(17), "commit");

        (await Marked()).ShouldBe(10);
        (await database.Store.Head(Never)).ShouldBe(10);
    }

    [Fact]
    public async Task A_tombstone_is_not_recorded_and_takes_the_sequence_back_to_the_head()
    {
        await Run(database.DataSource, Draw, Stream("mt_tombstone"), Tombstone, Tombstone);

        (await database.Store.All()).Count.ShouldBe(3);
        (await Sequence()).ShouldBe(3);
        await database.Store.Append("s", ExpectedVersion.Exactly(3));
        (await database.Store.All()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_foreign_writer_waits_for_the_stream_before_it_takes_the_head()
    {
        await using var ours = await database.DataSource.OpenConnectionAsync();
        await using var foreign = await database.DataSource.OpenConnectionAsync();
        await Run(ours, "begin; set local lock_timeout = '5s'; select 1 from mt_streams where id = 's' for no key update");

        // As Marten's append function: the events first, then the stream.
        var append = Run(foreign, "begin;" + Events("s", 4, 4) + "; update mt_streams set version = 4 where id = 's'; commit");
        await Waiting(foreign.ProcessID);

        await Run(ours, "select * from ledger.reserve(); commit");
        await append;
        (await database.Store.Head(Never)).ShouldBe(4);
    }

    [Fact]
    public async Task A_store_that_is_taken_over_goes_on_from_its_last_event()
    {
        await using var existing = await TestDatabase.CreateEmpty();
        await Run(existing.DataSource, StoreMigrations.Set.Scripts[0].Sql, Stream("s"), Draw,
            "insert into mt_events (seq_id, id, stream_id, version, data, type) values (1, gen_random_uuid(), 's', 1, '{}', 'x')");

        await StoreMigrations.Apply(existing.DataSource, Never);
        await TestDatabase.Grant(existing.DataSource);

        (await Number(existing, "select last_value from mt_events_sequence")).ShouldBe(1);
        await existing.Store.Append("s", ExpectedVersion.Exactly(1));
        (await existing.Store.All()).Select(one => one.Position).ShouldBe([1, 2]);
    }

    private static string Mark(long position) => $"""
        insert into mt_event_progression (name, last_seq_id) values ('HighWaterMark', {position})
        on conflict (name) do update set last_seq_id = greatest(mt_event_progression.last_seq_id, {position})
        """;

    private Task<long> Marked() => Number("select last_seq_id from mt_event_progression where name = 'HighWaterMark'");

    private Task<long> Sequence() => Number("select last_value from mt_events_sequence");

    private Task<long> Number(string sql) => Number(database, sql);

    private static async Task<long> Number(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Waiting(int process)
    {
        while (await Number($"select count(*) from pg_stat_activity where pid = {process} and wait_event_type = 'Lock'") == 0)
            await Task.Delay(10);
    }
}
