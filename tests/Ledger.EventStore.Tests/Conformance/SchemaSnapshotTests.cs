using Ledger.Conformance.Schema;
using Ledger.Conformance.Store;
using Ledger.Testing;

namespace Ledger.EventStore.Tests.Conformance;

/// <summary>A check that sees nothing proves nothing: each kind of change is made here and must be seen.</summary>
public sealed class SchemaSnapshotTests(OneDatabase one) : IClassFixture<OneDatabase>
{
    private readonly TestDatabase database = one.Database;

    [Fact]
    public async Task It_has_the_tables_keys_triggers_and_functions_of_the_store()
    {
        var snapshot = await SchemaSnapshot.Of(database.DataSource);

        foreach (var expected in new[]
        {
            "table public.mt_events", "table public.mt_streams", "table ledger.head", "table ledger.idempotency",
            "sequence public.mt_events_sequence", "column public.mt_events.seq_id", "column ledger.head.\"position\"",
            "constraint public.mt_events fkey_mt_events_stream_id", "index public.mt_events pk_mt_events_stream_and_version",
            "trigger public.mt_events ledger_before_row", "function ledger.events_before_row()",
        })
            snapshot.Objects.Select(one => $"{one.Kind} {one.Name}").ShouldContain(expected);
    }

    [Fact]
    public async Task Appends_change_nothing_of_it()
    {
        var before = await SchemaSnapshot.Of(database.DataSource);

        await database.Store.Append("s", ExpectedVersion.NoStream, 3);
        var after = await SchemaSnapshot.Of(database.DataSource);

        before.ChangedIn(after).ShouldBeEmpty();
        before.AddedIn(after).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("alter table mt_events alter column timestamp set default '2024-01-01'", "column public.mt_events.\"timestamp\"")]
    [InlineData("alter table ledger.idempotency alter column key type varchar", "column ledger.idempotency.key")]
    [InlineData("alter table mt_event_progression drop column last_updated", "column public.mt_event_progression.last_updated")]
    [InlineData("alter table mt_streams alter column tenant_id set not null", "column public.mt_streams.tenant_id")]
    [InlineData("drop index pk_mt_events_stream_and_version", "index public.mt_events pk_mt_events_stream_and_version")]
    [InlineData("alter table mt_events drop constraint fkey_mt_events_stream_id", "constraint public.mt_events fkey_mt_events_stream_id")]
    [InlineData("drop trigger ledger_no_update on mt_events", "trigger public.mt_events ledger_no_update")]
    [InlineData("alter table mt_events disable trigger ledger_no_delete", "trigger public.mt_events ledger_no_delete")]
    [InlineData("alter sequence mt_events_sequence increment 2", "sequence public.mt_events_sequence")]
    [InlineData("alter sequence mt_events_sequence owned by none", "sequence public.mt_events_sequence")]
    [InlineData("alter table ledger.head set (fillfactor = 90)", "table ledger.head")]
    [InlineData("alter table ledger.idempotency rename column digest to sum", "column ledger.idempotency.digest")]
    [InlineData("grant select on ledger.head to public", "table ledger.head")]
    [InlineData(
        "create or replace function ledger.position_at(at timestamptz) returns bigint language sql stable as 'select 1::bigint'",
        "function ledger.position_at(at timestamp with time zone)")]
    public async Task A_change_is_seen(string change, string where)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var undone = await connection.BeginTransactionAsync();
        var before = await SchemaSnapshot.Of(connection);

        await ForeignWriter.Run(connection, change);

        before.ChangedIn(await SchemaSnapshot.Of(connection)).ShouldContain(line => line.Contains($": {where}: "));
    }

    [Fact]
    public async Task What_is_added_is_told_apart_from_what_is_changed()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var undone = await connection.BeginTransactionAsync();
        var before = await SchemaSnapshot.Of(connection);

        await ForeignWriter.Run(connection, """
            create table public.mt_doc_deadletterevent (id uuid constraint pkey_letter primary key);
            create function public.mt_help() returns int language sql as 'select 1';
            create index idx_mt_events_extra on mt_events (type);
            create table public.unrelated (x int)
            """);
        var after = await SchemaSnapshot.Of(connection);

        before.ChangedIn(after).ShouldBeEmpty();
        before.AddedIn(after).Select(one => $"{one.Kind} {one.Name}").ShouldBe(
        [
            "column public.mt_doc_deadletterevent.id", "constraint public.mt_doc_deadletterevent pkey_letter", "function public.mt_help()",
            "index public.mt_doc_deadletterevent pkey_letter", "index public.mt_events idx_mt_events_extra",
            "table public.mt_doc_deadletterevent",
        ]);
    }
}

/// <summary>One database for tests that take back what they change.</summary>
public sealed class OneDatabase : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync() => Database = await TestDatabase.Create();

    public async Task DisposeAsync() => await Database.DisposeAsync();
}
