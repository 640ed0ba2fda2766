using Ledger.EventStore.Migrations;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;
using static Ledger.Conformance.Store.ForeignWriter;

namespace Ledger.EventStore.Tests;

/// <summary>Whatever a writer does in its transaction, what it leaves is numbered without a gap and in the order of commits.</summary>
public sealed class ForeignWriterTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create();
        await Run(database.DataSource, Stream("s"));
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Several_statements_of_several_rows_follow_on()
    {
        await Run(database.DataSource, "begin", Events("s", 1, 3), Events("s", 4, 4), Events("s", 5, 9), "commit");

        await Gapless(9);
    }

    [Fact]
    public async Task A_number_that_the_writer_gives_itself_is_replaced()
    {
        await Run(database.DataSource, """
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            values (900, gen_random_uuid(), 's', 1, '{}', 'x', '1999-01-01'), (7, gen_random_uuid(), 's', 2, '{}', 'x', '2999-01-01')
            """);

        await Gapless(2);
    }

    [Fact]
    public async Task A_rollback_leaves_no_gap()
    {
        await Run(database.DataSource, Events("s", 1, 2), "begin", Events("s", 3, 8), "rollback", Events("s", 3, 4));

        await Gapless(4);
    }

    [Fact]
    public async Task A_rollback_to_a_savepoint_leaves_no_gap()
    {
        await Run(database.DataSource, "begin", "savepoint a", Events("s", 1, 5), "rollback to a", Events("s", 1, 2), "savepoint b",
            Events("s", 3, 9), "savepoint c", Events("s", 10, 12), "rollback to b", Events("s", 3, 3), "commit", Events("s", 4, 4));

        await Gapless(4);
    }

    [Fact]
    public async Task An_error_that_a_procedure_catches_leaves_no_gap()
    {
        await Run(database.DataSource, $"""
            do $do$ begin
              {Events("s", 1, 2)};
              begin {Events("s", 3, 6)}; {Events("s", 6, 7)}; exception when unique_violation then null; end;
              {Events("s", 3, 3)};
            end $do$
            """);

        await Gapless(3);
    }

    [Fact]
    public async Task Two_inserts_in_one_statement_follow_on()
    {
        await Run(database.DataSource, $"with a as ({Events("s", 1, 3)} returning 1), b as ({Events("s", 4, 6)} returning 1) select 1");

        await Gapless(6);
    }

    [Fact]
    public async Task A_copy_is_numbered()
    {
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            await using var copy = await connection.BeginTextImportAsync("copy mt_events (id, stream_id, version, data, type) from stdin");
            for (var version = 1; version <= 500; version++)
                await copy.WriteAsync($"{Guid.NewGuid()}\ts\t{version}\t{{}}\tx\n");
        }

        await Gapless(500);
    }

    [Fact]
    public async Task A_conflict_that_does_nothing_counts_nothing()
    {
        await Run(database.DataSource, Events("s", 1, 2), Events("s", 2, 2) + " on conflict do nothing", Events("s", 3, 3));

        await Gapless(3);
    }

    [Fact]
    public async Task Conflicts_skipped_within_a_statement_would_leave_a_gap_and_are_refused()
    {
        await Run(database.DataSource, Events("s", 2, 2));

        (await Refusal(Events("s", 1, 3) + " on conflict do nothing")).ShouldBe("LG001");
        await Gapless(1);
    }

    [Theory]
    [InlineData("900", "clock_timestamp()")]
    [InlineData("1", "'2999-01-01'")]
    [InlineData("1", "'1999-01-01'")]
    public async Task A_writer_who_claims_to_have_reserved_is_checked(string position, string time)
    {
        await Run(database.DataSource, Events("s", 1, 1));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await Run(connection, "set ledger.positions = 'reserved'");

        var error = await Should.ThrowAsync<PostgresException>(() => Run(connection, $$"""
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            values ({{position}} + 1, gen_random_uuid(), 's', 2, '{}', 'x', {{time}})
            """));

        error.SqlState.ShouldBe("LG001");
        await Gapless(1);
    }

    [Fact]
    public async Task Settings_left_over_from_before_mean_nothing()
    {
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            await Run(connection, "set ledger.position = '55'; set ledger.recorded_at = '2999-01-01'");
            await Run(connection, Events("s", 1, 2));
        }

        await Gapless(2);
    }

    [Fact]
    public async Task A_repeatable_read_writer_that_was_overtaken_must_try_again()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await Run(connection, "begin isolation level repeatable read; select 1 from mt_streams");
        await database.Store.Append("other", ExpectedVersion.NoStream);

        var error = await Should.ThrowAsync<PostgresException>(() => Run(connection, Events("s", 1, 1)));

        error.SqlState.ShouldBe(PostgresErrorCodes.SerializationFailure);
        await Run(connection, "rollback");
        await Gapless(1);
    }

    [Fact]
    public async Task Events_that_the_stream_s_row_knows_nothing_of_are_counted_by_those_who_append()
    {
        await Run(database.DataSource, Events("s", 1, 3));

        (await database.Store.Append("s", ExpectedVersion.Exactly(0))).ShouldBe(new AppendOutcome.VersionConflict("s", 0, 3));
        (await database.Store.Append("s", ExpectedVersion.Exactly(3))).ShouldBeOfType<AppendOutcome.Appended>();
        var bulk = await database.Store.BulkAppend([To("s", ExpectedVersion.Exactly(4))], EventMetadata.None, Never);
        bulk.ShouldBeOfType<AppendOutcome.Appended>().Versions["s"].ShouldBe(5);
    }

    [Theory]
    [InlineData("update mt_events set data = '{}' where seq_id = 1")]
    [InlineData("delete from mt_events where seq_id = 2")]
    [InlineData("delete from mt_streams where id = 's'")]
    [InlineData("delete from mt_streams where id = 'without events'")]
    [InlineData("truncate mt_events, mt_streams")]
    [InlineData("truncate mt_streams cascade")]
    [InlineData("update mt_events set is_archived = true")]
    [InlineData("update mt_events set is_archived = null where seq_id = 1")]
    [InlineData("update mt_streams set is_archived = true where id = 'without events'")]
    [InlineData("insert into mt_streams (id, version, is_archived) values ('new', 0, true)")]
    [InlineData("insert into mt_events (id, version, data, type, is_archived) select id, 3, data, '', true from mt_events")]
    public async Task What_was_recorded_is_not_changed_removed_or_archived(string change)
    {
        await Run(database.DataSource, Events("s", 1, 2), Stream("without events"));

        (await Refusal(change)).ShouldBe("LG002");
        await Gapless(2);
    }

    [Fact]
    public async Task What_marten_writes_to_a_stream_s_row_is_let_through()
    {
        await Run(database.DataSource, Events("s", 1, 2), Stream("s", 2),
            "update mt_streams set version = 2, timestamp = now() where id = 's'",
            "update mt_streams set is_archived = false where id = 's'",
            "update mt_events set is_archived = false where stream_id = 's'",
            "insert into mt_streams (id, tenant_id, version, is_archived) values ('s', '*DEFAULT*', 0, false) on conflict (id) do nothing");

        await Gapless(2);
    }

    [Fact]
    public async Task An_archived_stream_of_a_store_that_was_taken_over_can_be_taken_out_of_the_archive()
    {
        await using var existing = await TestDatabase.CreateEmpty();
        await Run(existing.DataSource, StoreMigrations.Set.Scripts[0].Sql, Stream("s"),
            """
            insert into mt_events (seq_id, id, stream_id, version, data, type, is_archived)
            values (1, gen_random_uuid(), 's', 1, '{}', 'x', true)
            """,
            "update mt_streams set is_archived = true");
        await StoreMigrations.Apply(existing.DataSource, Never);
        await TestDatabase.Grant(existing.DataSource);

        await Run(existing.DataSource, "update mt_streams set version = 1", "update mt_streams set is_archived = false",
            "update mt_events set is_archived = false");

        (await existing.Store.All()).ShouldHaveSingleItem();
    }

    private async Task<string> Refusal(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => Run(database.DataSource, sql))).SqlState;

    private async Task Gapless(int events)
    {
        var all = await database.Store.All();
        all.Select(one => one.Position).ShouldBe(Enumerable.Range(1, events).Select(n => (long)n));
        all.Select(one => one.RecordedAt).ShouldBeInOrder();
        all.ShouldAllBe(one => (DateTimeOffset.UtcNow - one.RecordedAt).Duration() < TimeSpan.FromMinutes(10));
        (await database.Store.Head(Never)).ShouldBe(events);
        // And the next one follows on.
        var next = await database.Store.Append("next", ExpectedVersion.Any);
        next.ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBe(events + 1);
    }
}
