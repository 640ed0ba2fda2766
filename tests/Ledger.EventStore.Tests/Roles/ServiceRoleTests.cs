using Ledger.EventStore.Roles;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;
using static Ledger.Conformance.Store.ForeignWriter;

namespace Ledger.EventStore.Tests.Roles;

/// <summary>The service's role adds to what was recorded, and the database refuses it everything else.</summary>
public sealed class ServiceRoleTests : IAsyncLifetime
{
    /// <summary>The role has no right to it.</summary>
    private const string Denied = PostgresErrorCodes.InsufficientPrivilege;

    /// <summary>A trigger refuses it, to whomever.</summary>
    private const string Refused = "LG002";

    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create();
        (await database.Store.Append("s", ExpectedVersion.NoStream, 3)).ShouldBeOfType<AppendOutcome.Appended>();
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task No_column_of_an_event_can_be_updated()
    {
        var columns = await Texts("select column_name::text from information_schema.columns where table_name = 'mt_events'");
        columns.Count.ShouldBe(15);

        foreach (var column in columns)
            (await Refusal($"update mt_events set {column} = {column}")).ShouldBe(Denied, column);
        await NothingChanged();
    }

    [Theory]
    [InlineData("delete from mt_events")]
    [InlineData("truncate mt_events")]
    [InlineData("update mt_events e set data = '{}' from mt_streams s where s.id = e.stream_id")]
    [InlineData("with gone as (delete from mt_events returning 1) select count(*) from gone")]
    [InlineData("merge into mt_events e using (select 1::bigint as n) x on e.seq_id = x.n when matched then update set data = '{}'")]
    [InlineData("merge into mt_events e using (select 1::bigint as n) x on e.seq_id = x.n when matched then delete")]
    [InlineData("""
        insert into mt_events (id, stream_id, version, data, type) values (gen_random_uuid(), 's', 1, '{}', 'x')
        on conflict (stream_id, version) do update set data = excluded.data
        """)]
    [InlineData("select from mt_events for update")]
    [InlineData("do $$ begin lock table mt_events in access exclusive mode; end $$")]
    [InlineData("delete from mt_streams")]
    [InlineData("truncate mt_streams cascade")]
    [InlineData("update mt_streams set id = 't'")]
    [InlineData("update mt_streams set type = 't'")]
    [InlineData("update mt_streams set tenant_id = 't'")]
    [InlineData("update mt_streams set is_archived = true")]
    [InlineData("update mt_streams set version = 0", Refused)]
    [InlineData("update mt_streams set version = null", Refused)]
    [InlineData("update ledger.head set position = 100")]
    [InlineData("delete from ledger.head")]
    [InlineData("truncate ledger.head")]
    [InlineData("insert into ledger.head (position, recorded_at) values (0, now())")]
    [InlineData("select position from ledger.head for update")]
    [InlineData("select setval('mt_events_sequence', 100)")]
    [InlineData("alter sequence mt_events_sequence restart")]
    [InlineData("update ledger.idempotency set digest = digest")]
    [InlineData("delete from ledger.idempotency")]
    [InlineData("delete from ledger.migration")]
    [InlineData("insert into ledger.migration (set_name, number, name, checksum) values ('store', 99, 'x', 'x')")]
    public async Task It_changes_nothing(string sql, string state = Denied)
    {
        (await Refusal(sql)).ShouldBe(state);
        await NothingChanged();
    }

    [Theory]
    [InlineData("alter table mt_events disable trigger ledger_no_delete")]
    [InlineData("alter table mt_events disable trigger all")]
    [InlineData("drop trigger ledger_no_delete on mt_events")]
    [InlineData("create trigger mine before insert on mt_events for each row execute function suppress_redundant_updates_trigger()")]
    [InlineData("create rule mine as on insert to mt_events do instead nothing")]
    [InlineData("alter table mt_events alter column data type jsonb using '{}'")]
    [InlineData("drop table mt_events")]
    [InlineData("drop schema ledger cascade")]
    [InlineData("create or replace function ledger.refuse_change() returns trigger language plpgsql as 'begin return old; end'")]
    [InlineData("alter function ledger.reserve() security invoker")]
    [InlineData("set session_replication_role = replica")]
    [InlineData("alter role ledger_service superuser")]
    [InlineData("copy mt_events from program 'true'")]
    public async Task It_takes_no_protection_away(string sql)
    {
        (await Refusal(sql)).ShouldBe(Denied);
        (await Refusal("delete from mt_events")).ShouldBe(Denied);
    }

    [Theory]
    [InlineData("events_after_statement", "referencing new table as inserted for each statement", "4 4")]
    [InlineData("sequence_follows", "for each row", "3 4")]
    public async Task What_moves_the_head_as_the_owner_cannot_be_hung_on_another_table(string function, string how, string moved)
    {
        const string Own = "create schema mine; create table mine.events (seq_id bigint, timestamp timestamptz, position bigint)";
        var hang = $"create trigger t after insert on mine.events {how} execute function ledger.{function}()";
        await Run(database.Service, Own);

        (await Refusal(hang)).ShouldBe(Denied);

        // With the right to call it, which everybody has of a function that nobody thinks of, a row that is no event would count as one.
        await Run(database.DataSource, $"grant execute on function ledger.{function}() to {ServiceRole.Name}");
        await Run(database.Service, hang, "insert into mine.events values (4, clock_timestamp(), 4)");
        (await Texts("select h.position || ' ' || s.last_value from ledger.head h, mt_events_sequence s")).ShouldBe([moved]);
    }

    [Fact]
    public async Task A_copy_adds_and_takes_no_place_of_another()
    {
        await using (var connection = await database.Service.OpenConnectionAsync())
        {
            await using var copy = await connection.BeginTextImportAsync(
                "copy mt_events (seq_id, id, stream_id, version, data, type) from stdin");
            await copy.WriteAsync($"1\t{Guid.NewGuid()}\ts\t4\t{{}}\tx\n");
        }

        (await database.Store.All()).Select(one => (one.Position, one.Version)).ShouldBe([(1, 1), (2, 2), (3, 3), (4, 4)]);
    }

    [Fact]
    public async Task A_table_that_comes_later_can_be_added_to_and_not_changed()
    {
        await Run(database.DataSource, "create table ledger.tile_part (n bigint primary key, leaves bytea)");
        (await Refusal("select from ledger.tile_part")).ShouldBe(Denied);

        await TestDatabase.Grant(database.DataSource);

        await Run(database.Service, "insert into ledger.tile_part values (1, '')", "select from ledger.tile_part");
        foreach (var sql in new[] { "update ledger.tile_part set n = 2", "delete from ledger.tile_part", "truncate ledger.tile_part" })
            (await Refusal(sql)).ShouldBe(Denied, sql);
    }

    [Fact]
    public async Task Rights_that_are_missing_are_given_and_those_that_are_too_many_are_taken()
    {
        await Run(database.DataSource, "revoke insert on mt_events from ledger_service", "grant delete on mt_events to ledger_service",
            "grant update (data) on mt_events to ledger_service", "grant update on sequence mt_events_sequence to ledger_service");

        await TestDatabase.Grant(database.DataSource);

        (await database.Store.Append("s", ExpectedVersion.Exactly(3))).ShouldBeOfType<AppendOutcome.Appended>();
        foreach (var sql in new[] { "delete from mt_events", "update mt_events set data = '{}'", "select setval('mt_events_sequence', 9)" })
            (await Refusal(sql)).ShouldBe(Denied, sql);
    }

    [Fact]
    public async Task The_role_survives_whatever_a_session_did_before_it_went_back_to_the_pool()
    {
        var address = new NpgsqlConnectionStringBuilder(database.ServiceConnectionString) { MaxPoolSize = 1 };
        await using var one = NpgsqlDataSource.Create(address.ConnectionString);

        foreach (var left in new[] { "select 1", "discard all", "set role none", "reset role", "set session authorization default" })
        {
            await Run(one, left);
            await using var asked = one.CreateCommand("select current_user::text");
            (await asked.ExecuteScalarAsync()).ShouldBe(ServiceRole.Name, left);
        }
    }

    private async Task<string> Refusal(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => Run(database.Service, sql), sql)).SqlState;

    private async Task NothingChanged()
    {
        (await database.Store.All()).Select(one => (one.Position, one.StreamId, one.Version))
            .ShouldBe([(1, "s", 1), (2, "s", 2), (3, "s", 3)]);
        (await database.Store.Append("s", ExpectedVersion.Exactly(3))).ShouldBeOfType<AppendOutcome.Appended>().LastPosition.ShouldBe(4);
    }

    private async Task<List<string>> Texts(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0));
        return texts;
    }
}
