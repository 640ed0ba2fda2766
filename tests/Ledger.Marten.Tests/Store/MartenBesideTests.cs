using Ledger.Conformance.Cross;
using Ledger.Conformance.Store;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Marten.Store;
using Ledger.Testing;
using Marten;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Marten.Tests.Store;

/// <summary>Marten itself on what the port wrote, and beside it.</summary>
public sealed class MartenBesideTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private DocumentStore documents = null!;
    private MartenEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create(MartenStore.AddMartensOwn);
        documents = LedgerDocumentStore.Open(database.Service, TestEvents.Types);
        store = new MartenEventStore(database.Service, documents);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await documents.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Marten_reads_the_facts_of_both_engines_as_what_they_are()
    {
        var facts = ApprovedFacts.All.ToList();
        var events = facts.ConvertAll(fact => new NewEvent(
            Guid.NewGuid(), FactCatalog.NameOf(fact.GetType()), FactCatalog.DotNetNameOf(fact.GetType()), FactCatalog.Write(fact)));
        var half = events.Count / 2;
        await database.Store.Append(Request(new StreamAppend("s", null, ExpectedVersion.NoStream, [.. events.Take(half)])), Never);
        await store.Append(Request(new StreamAppend("s", null, ExpectedVersion.Exactly(half), [.. events.Skip(half)])), Never);

        await using var session = documents.QuerySession();
        var read = await session.Events.FetchStreamAsync("s");

        read.Select(one => (one.Id, one.Version, one.Sequence, one.EventTypeName))
            .ShouldBe(events.Select((one, at) => (one.Id, at + 1L, at + 1L, one.Type)));
        read.Select(one => Convert.ToHexString(FactCatalog.Write((IFact)one.Data)))
            .ShouldBe(facts.Select(fact => Convert.ToHexString(FactCatalog.Write(fact))));
    }

    [Fact]
    public void What_goes_into_a_session_of_marten_s_is_a_typed_fact_where_the_body_allows()
    {
        var facts = new FactSerializer(TestEvents.Types);

        facts.ToData(TestEvents.Listed, """{"name":"a","hours":1.5,"rare":"b","newer":1}"""u8.ToArray())
            .ShouldBe(new ThingListed("a", 1.5m, "b"));
        facts.ToData(TestEvents.Listed, """{"name":[]}"""u8.ToArray()).ShouldBeOfType<UnknownFact>();
        facts.ToData(TestEvents.Unknown, "{}"u8.ToArray()).ShouldBeOfType<UnknownFact>();
    }

    [Fact]
    public async Task Sessions_of_marten_s_beside_the_port_leave_no_gap_and_no_wrong_version()
    {
        const int Turns = 15;
        var port = Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                var request = Request(To($"shared-{turn % 3}", ExpectedVersion.Any, 2), To($"own-{caller}", ExpectedVersion.Any));
                (await store.Append(request, Never)).ShouldBeOfType<AppendOutcome.Appended>();
            }
        }));
        var foreign = Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                await using var session = documents.LightweightSession();
                session.Events.Append($"foreign-{caller}", new ThingHappened(turn), new ThingListed("a", turn, "b"));
                await session.SaveChangesAsync();
            }
        }));
        var bulk = Task.Run(async () =>
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                StreamAppend[] streams = [To("shared-1", ExpectedVersion.Any, 20), To($"bulk-{turn}", ExpectedVersion.NoStream, 5)];
                (await store.BulkAppend(streams, EventMetadata.None, Never)).ShouldBeOfType<AppendOutcome.Appended>();
            }
        });

        await Task.WhenAll([.. port, .. foreign, bulk]);

        var all = await store.All();
        all.Count.ShouldBe((4 * Turns * 3) + (4 * Turns * 2) + (Turns * 25));
        foreach (var stream in all.GroupBy(one => one.StreamId))
            stream.Select(one => one.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(n => (long)n));
    }
}
