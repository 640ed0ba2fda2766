using Ledger.Conformance.Cross;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Marten.Store;
using Ledger.Testing;
using Npgsql;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Marten.Tests.Store;

/// <summary>The rows that the engines write, column by column.</summary>
public sealed class RowTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.Create(MartenStore.AddMartensOwn);

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Every_kind_of_fact_is_the_same_row_but_for_headers_that_are_a_json_null()
    {
        await using var documents = LedgerDocumentStore.Open(database.Service);
        await using var marten = new MartenEventStore(database.Service, documents);
        var metadata = new EventMetadata("authority", "correlation", "causation");
        foreach (var fact in ApprovedFacts.All)
        {
            var name = FactCatalog.NameOf(fact.GetType());
            NewEvent One() => new(Guid.NewGuid(), name, FactCatalog.DotNetNameOf(fact.GetType()), FactCatalog.Write(fact));
            await Taken(database.Store, "native", One(), metadata);
            await Taken(marten, "marten", One(), metadata);
        }

        ApprovedFacts.All.Count.ShouldBeGreaterThan(20);
        (await Differences("""
            select count(*) || ' of ' || (select count(*) from mt_events where stream_id = 'native') from mt_events n
            join mt_events m on m.stream_id = 'marten' and m.version = n.version and n.stream_id = 'native'
            where (to_jsonb(n) - array['seq_id', 'id', 'stream_id', 'timestamp', 'headers'])
                = (to_jsonb(m) - array['seq_id', 'id', 'stream_id', 'timestamp', 'headers'])
              and n.headers is null and m.headers = 'null'
            """)).ShouldBe($"{ApprovedFacts.All.Count} of {ApprovedFacts.All.Count}");
        (await Differences("""
            select (to_jsonb(n) - array['id', 'timestamp', 'created'] = to_jsonb(m) - array['id', 'timestamp', 'created'])::text
            from mt_streams n, mt_streams m where n.id = 'native' and m.id = 'marten'
            """)).ShouldBe("true");
    }

    private static async Task Taken(IEventStore store, string stream, NewEvent one, EventMetadata metadata) =>
        (await store.Append(new AppendRequest([new(stream, "thing", ExpectedVersion.Any, [one])], metadata), Never))
            .ShouldBeOfType<AppendOutcome.Appended>();

    private async Task<string?> Differences(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync();
    }
}
