using System.Diagnostics;
using Ledger.Application.Engines;
using Ledger.Conformance.Messages;
using Ledger.Marten.Hosting;
using Ledger.Messaging;
using Ledger.Testing;
using static Ledger.Conformance.Messages.MessageScene;

namespace Ledger.Marten.Tests.Messages;

/// <summary>What Wolverine does on a database, and what it leaves alone.</summary>
public sealed class ListenerTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Its_tables_stand_in_a_schema_of_their_own_and_two_first_starts_at_once_make_them_once()
    {
        await using var database = await TestDatabase.Create(Prepare);
        var opened = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Open(new MartenEngineFactory(), database)));
        foreach (var engine in opened)
            await engine.DisposeAsync();

        (await Names(database, $"select table_name from information_schema.tables where table_schema = '{PlainHost.Schema}' order by 1"))
            .ShouldBe([
                "wolverine_agent_restrictions", "wolverine_control_queue", "wolverine_dead_letters", "wolverine_incoming_envelopes",
                "wolverine_node_assignments", "wolverine_node_records", "wolverine_nodes", "wolverine_outgoing_envelopes"]);
    }

    [Fact]
    public async Task Who_does_not_carry_is_no_node_and_handles_nothing()
    {
        var test = $"t{Guid.NewGuid():N}";
        await using var database = await TestDatabase.Create(Prepare);
        await using var engine = await Open(new MartenEngineFactory(), database);
        await engine.Messages.Send([Pack(new Noted(test, 1))], null, Never);

        await Task.Delay(Hurried.LookInterval * 10, Never);

        Calls.Of(test).ShouldBeEmpty();
        (await Names(database, "select id::text from wolverine.wolverine_nodes")).ShouldBeEmpty();
        (await Names(database, "select status || ' ' || owner_id from wolverine.wolverine_incoming_envelopes")).ShouldBe(["Scheduled 0"]);
    }

    [Fact]
    public async Task An_envelope_lies_there_under_its_alias_and_not_under_the_name_of_a_class()
    {
        await using var database = await TestDatabase.Create(Prepare);
        await using var engine = await Open(new MartenEngineFactory(), database);
        var unknown = new OutgoingMessage(Guid.NewGuid(), "test.of-a-newer-program.v1", "{}"u8.ToArray());
        await engine.Messages.Send([Pack(new Noted("t", 1)), unknown], null, Never);

        (await Names(database, "select message_type from wolverine.wolverine_incoming_envelopes order by 1"))
            .ShouldBe(["ledger.unread.v1", "test.noted.v1"]);
    }

    [Fact]
    public async Task With_the_limits_that_hold_outside_tests_a_start_carries_within_seconds_even_after_a_node_was_killed()
    {
        var test = $"t{Guid.NewGuid():N}";
        await using var database = await TestDatabase.Create(Prepare);
        await using var engine = await Open(new MartenEngineFactory(), database, MessageOptions.Default);
        const string assigned = "select id from wolverine.wolverine_node_assignments where id like 'wolverinedb:%'";
        var place = "";
        await Running(engine, async () => (place = (await Names(database, assigned)).SingleOrDefault() ?? "").Length > 0);
        await Names(database, $"""
            with killed as (
              insert into wolverine.wolverine_nodes (id, description, uri, capabilities)
              values (gen_random_uuid(), 'killed', 'dbcontrol://killed/', array['wolverine://durability-agents-enabled/']) returning id)
            insert into wolverine.wolverine_node_assignments (id, node_id) select '{place}', id from killed returning id
            """);

        await engine.Messages.Send([Pack(new Noted(test, 1))], null, Never);
        await Running(engine, () => Task.FromResult(Calls.Of(test).Count == 1));
    }

    private static async Task Running(ILedgerEngine engine, Func<Task<bool>> until)
    {
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => engine.Messages.Run(stop.Token), Never);
        var began = Stopwatch.StartNew();
        while (!await until())
        {
            began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(25));
            await Task.Delay(100, Never);
        }

        await stop.CancelAsync();
        await run;
    }

    private static async Task<List<string>> Names(TestDatabase database, string query)
    {
        await using var command = database.DataSource.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync(Never);
        var names = new List<string>();
        while (await reader.ReadAsync(Never))
            names.Add(reader.GetString(0));
        return names;
    }
}
