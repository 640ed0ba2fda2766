using Ledger.EventStore.Migrations;
using Ledger.Testing;

namespace Ledger.EventStore.Tests.Migrations;

public sealed class MigrationTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_second_run_applies_nothing()
    {
        await using var database = await TestDatabase.CreateEmpty();

        (await StoreMigrations.Apply(database.DataSource, Never)).ShouldBe(StoreMigrations.Set.Scripts.Count);
        (await StoreMigrations.Apply(database.DataSource, Never)).ShouldBe(0);
    }

    [Fact]
    public async Task Eight_processes_that_start_at_once_apply_each_step_once()
    {
        await using var database = await TestDatabase.CreateEmpty();

        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StoreMigrations.Apply(database.DataSource, Never)));

        applied.Sum().ShouldBe(StoreMigrations.Set.Scripts.Count);
    }

    [Fact]
    public async Task Event_tables_of_another_form_are_named_and_left_alone()
    {
        await using var database = await TestDatabase.CreateEmpty();
        const string Guids = """
            create table public.mt_streams (id uuid primary key, type varchar, version bigint, timestamp timestamptz not null default now(),
              created timestamptz not null default now(), tenant_id varchar, is_archived boolean)
            """;
        await using (var made = database.DataSource.CreateCommand(Guids))
            await made.ExecuteNonQueryAsync();

        var error = await Should.ThrowAsync<MigrationException>(() => StoreMigrations.Apply(database.DataSource, Never));

        error.Message.ShouldContain("mt_streams.id is uuid and not varchar");
        await using var look = database.DataSource.CreateCommand(
            "select to_regnamespace('ledger') is null and to_regclass('public.mt_events') is null");
        (await look.ExecuteScalarAsync()).ShouldBe(true);
    }

    [Fact]
    public async Task A_step_changed_after_it_was_applied_is_refused_by_name()
    {
        await using var database = await TestDatabase.CreateEmpty();
        await MigrationRunner.Apply(database.DataSource, Set((1, "first", "create table a (x int)")), Never);

        var changed = Set((1, "first", "create table a (x bigint)"));

        var error = await Should.ThrowAsync<MigrationException>(() => MigrationRunner.Apply(database.DataSource, changed, Never));
        error.Message.ShouldContain("Step 1 (first) of 'sample' was changed");
    }

    [Fact]
    public async Task Another_line_ending_is_not_a_change()
    {
        await using var database = await TestDatabase.CreateEmpty();
        await MigrationRunner.Apply(database.DataSource, Set((1, "first", "create table a (\nx int)")), Never);

        (await MigrationRunner.Apply(database.DataSource, Set((1, "first", "create table a (\r\nx int)")), Never)).ShouldBe(0);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_and_keeps_those_before_it()
    {
        await using var database = await TestDatabase.CreateEmpty();
        var broken = Set((1, "first", "create table a (x int)"), (2, "second", "create table b (x int); select 1 / 0"));

        await Should.ThrowAsync<MigrationException>(() => MigrationRunner.Apply(database.DataSource, broken, Never));

        var mended = Set((1, "first", "create table a (x int)"), (2, "second", "create table b (x int)"));
        (await MigrationRunner.Apply(database.DataSource, mended, Never)).ShouldBe(1);
    }

    [Fact]
    public async Task A_database_migrated_by_a_newer_program_is_refused()
    {
        await using var database = await TestDatabase.CreateEmpty();
        await MigrationRunner.Apply(database.DataSource, Set((1, "first", "select 1"), (2, "second", "select 1")), Never);

        var older = Set((1, "first", "select 1"));

        await Should.ThrowAsync<MigrationException>(() => MigrationRunner.Apply(database.DataSource, older, Never));
    }

    private static MigrationSet Set(params (int Number, string Name, string Sql)[] scripts) =>
        new("sample", [.. scripts.Select(script => new MigrationScript(script.Number, script.Name, script.Sql))]);
}
