using Ledger.EventStore.Migrations;
using Ledger.EventStore.Protection;
using Ledger.Testing;

namespace Ledger.EventStore.Tests.Protection;

/// <summary>What is expected is read from the migrations; here it is held against what they really make.</summary>
public sealed class ExpectedTests
{
    [Fact]
    public async Task Every_trigger_and_function_that_the_migrations_make_is_expected_and_none_besides()
    {
        await using var database = await TestDatabase.Create();
        var expected = Expected.Of([StoreMigrations.Set]);

        expected.Triggers.Select(one => $"{one.Table} {one.Name} {(one.Always ? "A" : "O")}").Order(StringComparer.Ordinal).ShouldBe(
            await Lines(database, """
                select n.nspname || '.' || c.relname || ' ' || t.tgname || ' ' || t.tgenabled::text
                from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
                where not t.tgisinternal
                """));
        expected.Functions.Select(one => $"{one.Name} {one.AsOwner}").Order(StringComparer.Ordinal).ShouldBe(
            await Lines(database, """
                select 'ledger.' || proname || case when prosecdef then ' True' else ' False' end
                from pg_proc where pronamespace = 'ledger'::regnamespace
                """));
        expected.Triggers.Count.ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Steps_that_drop_and_replace_are_followed()
    {
        var set = new MigrationSet("test",
        [
            new(1, "first", """
                -- create trigger commented before insert on a.t for each row execute function a.f();
                create function a.f(n int) returns trigger language plpgsql as $$ begin create trigger inner_one; return 1; end $$;
                create trigger one before insert on a.t for each row execute function a.f();
                create trigger two after update of x,
                  y on a.t for each statement execute function a.f();
                """),
            new(2, "second", """
                drop trigger one on a.t;
                create or replace function a.f(n int) returns trigger language plpgsql as $$ begin return 2; end $$;
                alter table a.t enable always trigger two;
                alter function a.f(int) security definer set search_path = pg_catalog, pg_temp;
                """),
        ]);

        var expected = Expected.Of([set]);

        var trigger = expected.Triggers.ShouldHaveSingleItem();
        (trigger.Name, trigger.Always, trigger.Enabling).ShouldBe(("two", true, "alter table a.t enable always trigger two"));
        trigger.Statement.ShouldBe("create trigger two after update of x, y on a.t for each statement execute function a.f()");
        expected.Functions.ShouldBe([new("a.f", "plpgsql", " begin return 2; end ", true, "'test' 0002 second")]);
    }

    private static async Task<List<string>> Lines(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
