using Ledger.EventStore.Migrations;
using Ledger.EventStore.Protection;
using Ledger.EventStore.Roles;
using Ledger.EventStore.Servers;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;
using static Ledger.Conformance.Store.ForeignWriter;

namespace Ledger.EventStore.Tests.Protection;

/// <summary>The triggers refuse even the owner. The owner can take them away, and that is reported, with what puts them back.</summary>
public sealed class ProtectionTests : IAsyncLifetime
{
    private const string Refused = "LG002";
    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create();
        await database.Store.Append("s", ExpectedVersion.NoStream, 3);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [InlineData("update mt_events set data = '{}'")]
    [InlineData("update mt_events set seq_id = seq_id + 10")]
    [InlineData("delete from mt_events where seq_id = 3")]
    [InlineData("truncate mt_events")]
    [InlineData("delete from mt_streams")]
    [InlineData("update mt_streams set version = version - 1")]
    [InlineData("update ledger.head set position = position - 1")]
    [InlineData("update ledger.head set recorded_at = recorded_at - interval '1 second'")]
    [InlineData("delete from ledger.head")]
    [InlineData("truncate ledger.head")]
    public async Task The_owner_is_refused_too_until_the_triggers_are_dropped(string sql)
    {
        (await Refusal(sql)).ShouldBe(Refused);
        (await Refusal("set session_replication_role = replica", sql)).ShouldBe(Refused);

        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var undone = await connection.BeginTransactionAsync();
        foreach (var trigger in Expected.Of([StoreMigrations.Set]).Triggers)
            await Run(connection, $"drop trigger {trigger.Name} on {trigger.Table}");
        await Run(connection, sql);
    }

    [Theory]
    [InlineData("stream_id", "null")]
    [InlineData("bdata", "'\\x00'")]
    [InlineData("tenant_id", "'other'")]
    [InlineData("tenant_id", "null")]
    public async Task What_no_leaf_would_hold_is_not_recorded(string column, string value)
    {
        var stream = column == "stream_id" ? "" : ", stream_id";
        var named = column == "stream_id" ? "" : ", 's'";
        (await Refusal($"""
            insert into mt_events (id, version, data, type, {column}{stream}) values (gen_random_uuid(), 4, '{"{}"}', 'x', {value}{named})
            """)).ShouldBe("LG004");
    }

    [Fact]
    public async Task As_the_migrations_left_it_nothing_is_found() => (await Broken()).ShouldBeEmpty();

    [Fact]
    public async Task Each_trigger_is_missed_when_it_is_dropped_or_switched_off_and_what_is_said_mends_it()
    {
        foreach (var trigger in Expected.Of([StoreMigrations.Set]).Triggers)
        {
            string[] ways =
            [
                $"drop trigger {trigger.Name} on {trigger.Table}",
                $"alter table {trigger.Table} disable trigger {trigger.Name}",
                $"alter table {trigger.Table} enable replica trigger {trigger.Name}",
            ];
            foreach (var way in trigger.Always ? [.. ways, $"alter table {trigger.Table} enable trigger {trigger.Name}"] : ways)
            {
                await Run(database.DataSource, way);
                var finding = (await Broken()).ShouldHaveSingleItem(way);
                finding.Object.ShouldBe($"trigger {trigger.Name} on {trigger.Table}");
                await Run(database.DataSource, finding.Mend);
                (await Broken()).ShouldBeEmpty(finding.Mend);
            }
        }
    }

    [Theory]
    [InlineData("ledger_no_update", "before update of seq_id on mt_events for each statement execute function ledger.refuse_change()")]
    [InlineData("ledger_no_delete",
        "before delete on mt_events for each row when (old.seq_id = 0) execute function ledger.refuse_change()")]
    [InlineData("ledger_no_delete", "after delete on mt_events for each row execute function ledger.refuse_change()")]
    [InlineData("ledger_only_sealed", """
        before insert on mt_events
        for each row when (new.stream_id is null or new.bdata is not null or new.tenant_id is distinct from '*default*')
        execute function ledger.refuse_unsealed()
        """)]
    [InlineData("ledger_no_truncate",
        "before truncate on mt_events for each statement execute function ledger.events_before_statement()")]
    public async Task A_trigger_that_was_replaced_is_seen_and_what_is_said_puts_the_old_one_back(string name, string definition)
    {
        await Run(database.DataSource, $"create or replace trigger {name} {definition}",
            $"alter table mt_events enable always trigger {name}");

        var finding = (await Broken()).ShouldHaveSingleItem();

        finding.Object.ShouldBe($"trigger {name} on public.mt_events");
        finding.Problem.ShouldContain("CREATE TRIGGER");
        await Run(database.DataSource, finding.Mend);
        (await Broken()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("create or replace function ledger.refuse_change() returns trigger language plpgsql as 'begin return old; end'",
        "function ledger.refuse_change")]
    [InlineData(
        "create or replace function ledger.position_at(at timestamptz) returns bigint language sql stable as 'select 1::bigint'",
        "function ledger.position_at")]
    [InlineData("alter function ledger.events_after_statement() security invoker", "function ledger.events_after_statement")]
    [InlineData("alter function ledger.reserve() set search_path = public", "function ledger.reserve")]
    [InlineData("alter function ledger.refuse_change() security definer", "function ledger.refuse_change")]
    [InlineData("alter function ledger.refuse_change() owner to ledger_service", "function ledger.refuse_change")]
    [InlineData("grant execute on function ledger.sequence_follows() to public", "function ledger.sequence_follows")]
    [InlineData("create trigger mine before insert on mt_events for each row execute function suppress_redundant_updates_trigger()",
        "trigger mine on public.mt_events")]
    [InlineData("create rule mine as on delete to mt_events do instead nothing", "table public.mt_events")]
    [InlineData("alter table mt_events enable row level security", "table public.mt_events")]
    [InlineData("alter table ledger.head set unlogged", "table ledger.head")]
    [InlineData("create table copy () inherits (mt_events)", "table public.mt_events")]
    [InlineData("alter table mt_events owner to ledger_service", "table public.mt_events")]
    [InlineData("grant update (data) on mt_events to ledger_service", "table public.mt_events")]
    [InlineData("grant delete on mt_events to public", "table public.mt_events")]
    [InlineData("grant trigger on mt_streams to ledger_service", "table public.mt_streams")]
    [InlineData("grant update on ledger.idempotency to ledger_service", "table ledger.idempotency")]
    [InlineData("grant update on sequence mt_events_sequence to ledger_service", "sequence public.mt_events_sequence")]
    [InlineData("grant create on schema ledger to public", "schema ledger")]
    [InlineData("alter schema ledger owner to ledger_service", "schema ledger")]
    public async Task What_was_put_in_the_way_is_named(string way, string where)
    {
        await Run(database.DataSource, way);

        (await Broken()).Select(one => one.Object).ShouldContain(where);
    }

    [Fact]
    public async Task A_function_that_is_gone_is_named_with_the_step_that_made_it()
    {
        await Run(database.DataSource, "drop function ledger.position_at(timestamptz)");

        var finding = (await Broken()).ShouldHaveSingleItem();

        finding.Object.ShouldBe("function ledger.position_at");
        finding.Mend.ShouldContain("'store' 0002 positions");
    }

    /// <summary>Roles are the server's, and other tests share theirs: so this one has a server of its own.</summary>
    [Fact]
    public async Task What_the_role_was_given_over_its_rights_is_named()
    {
        await using var server = await PrivateServer.Start(
            new PrivateServerOptions(TestServer.TemporaryFolder(), Durable: false), null, Never);
        await server.EnsureDatabase("ledger", Never);
        await using var owner = NpgsqlDataSource.Create(server.ConnectionString("ledger"));
        await StoreMigrations.Apply(owner, Never);
        var login = server.ServiceConnectionString("ledger");
        (await ServiceRole.Grant(owner, ServiceSource.Login(login), [], Never)).ShouldBeNull();
        await using var connections = await ServiceSource.Open(login, null, Never);
        var service = connections.Source;
        (await Protections.Check(service, Never)).ShouldBeEmpty();

        (string Given, string Taken, string Said)[] ways =
        [
            ("alter role ledger_service superuser", "alter role ledger_service nosuperuser", "is superuser"),
            ("alter role ledger_service createrole", "alter role ledger_service nocreaterole", "is createrole"),
            ("grant pg_write_all_data to ledger_service", "revoke pg_write_all_data from ledger_service",
                "is a member of pg_write_all_data"),
            ("grant set on parameter session_replication_role to ledger_service",
                "revoke set on parameter session_replication_role from ledger_service", "may set session_replication_role"),
            ("alter role ledger_worker set session_replication_role = replica",
                "alter role ledger_worker reset session_replication_role", "has session_replication_role=replica"),
            ("alter database ledger owner to ledger_service", "alter database ledger owner to ledger", "which may drop it"),
        ];
        foreach (var (given, taken, said) in ways)
        {
            await Run(owner, given);
            (await Protections.Check(service, Never)).ShouldContain(
                one => one.Weight == FindingWeight.Broken && one.Problem.Contains(said, StringComparison.Ordinal), given);
            await Run(owner, taken);
            (await Protections.Check(service, Never)).ShouldBeEmpty(taken);
        }
    }

    /// <summary>The login of these tests is a superuser, which is weak and said to be.</summary>
    private async Task<IReadOnlyList<ProtectionFinding>> Broken()
    {
        var all = await Protections.Check(database.Service, Never);
        all.Count(one => one.Weight == FindingWeight.Weak).ShouldBe(1);
        return [.. all.Where(one => one.Weight == FindingWeight.Broken)];
    }

    private async Task<string> Refusal(params string[] statements) =>
        (await Should.ThrowAsync<PostgresException>(() => Run(database.DataSource, statements), string.Join("; ", statements))).SqlState;
}
