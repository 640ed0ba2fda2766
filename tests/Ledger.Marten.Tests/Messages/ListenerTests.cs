using Ledger.Conformance.Messages;
using Ledger.Marten.Hosting;
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
        var opened = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Open(new MartenEngineFactory(), database.DataSource)));
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
        await using var engine = await Open(new MartenEngineFactory(), database.DataSource);
        await engine.Messages.Send([Pack(new Noted(test, 1))], null, Never);

        await Task.Delay(Hurried.LookInterval * 10, Never);

        Calls.Of(test).ShouldBeEmpty();
        (await Names(database, "select id::text from wolverine.wolverine_nodes")).ShouldBeEmpty();
        (await Names(database, "select status || ' ' || owner_id from wolverine.wolverine_incoming_envelopes")).ShouldBe(["Scheduled 0"]);
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
