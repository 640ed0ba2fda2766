using JasperFx.Events;
using JasperFx.Events.Projections;
using Ledger.Conformance.Store;
using Ledger.EventStore;
using Ledger.Marten.Store;
using Ledger.Testing;
using Marten;
using Marten.Events.Aggregation;
using Marten.Exceptions;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Marten.Tests.Store;

/// <summary>Marten folding what the port wrote, and where it stops and the port does not.</summary>
public sealed class MartenAggregateTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private DocumentStore documents = null!;
    private MartenEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create(MartenStore.AddMartensOwn);
        documents = DocumentStore.For(options =>
        {
            LedgerDocumentStore.Configure(options, database.Service, TestEvents.Types);
            options.Projections.Add(new Tallies(), ProjectionLifecycle.Live);
        });
        store = new MartenEventStore(database.Service, documents);
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await documents.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_of_both_engines_is_aggregated_live_now_and_as_of_a_version()
    {
        await store.Append("s", ExpectedVersion.NoStream, 3);
        await database.Store.BulkAppend([To("s", ExpectedVersion.Exactly(3), 2)], EventMetadata.None, Never);
        var listed = Event("""{"name":"a","hours":12.50,"rare":"b","newer":{"x":1}}""", TestEvents.Listed);
        await store.Append(Request(new StreamAppend("s", null, ExpectedVersion.Exactly(5), [listed])), Never);

        await using var session = documents.QuerySession();

        var now = await session.Events.AggregateStreamAsync<Tally>("s");
        (now!.Happened, now.Sum, now.Hours).ShouldBe((5, 9, 12.50m));
        (await session.Events.AggregateStreamAsync<Tally>("s", version: 2))!.Sum.ShouldBe(3);
    }

    [Theory]
    [InlineData(null, typeof(InvalidCastException))]
    [InlineData("Ledger.Newer.Fact, Ledger.Newer", typeof(UnknownEventTypeException))]
    public async Task Where_marten_s_reader_ends_at_an_unknown_kind_the_port_s_does_not(string? type, Type ends)
    {
        var newer = Event(type: TestEvents.Unknown) with { DotNetType = type };
        await store.Append(Request(new StreamAppend("s", null, ExpectedVersion.NoStream, [Event(), newer, Event()])), Never);

        await using var session = documents.QuerySession();
        (await Should.ThrowAsync<Exception>(() => session.Events.FetchStreamAsync("s"))).ShouldBeOfType(ends);

        (await store.ReadStream("s", UpTo.Now, Never)).Events.Select(one => one.Type)
            .ShouldBe([TestEvents.Happened, TestEvents.Unknown, TestEvents.Happened]);
    }

    public sealed class Tally
    {
        public string Id { get; set; } = "";

        public int Happened { get; set; }

        public int Sum { get; set; }

        public decimal Hours { get; set; }
    }

    public sealed class Tallies : SingleStreamProjection<Tally, string>
    {
        public override Tally Evolve(Tally? snapshot, string id, IEvent e)
        {
            var tally = snapshot ?? new Tally { Id = id };
            switch (e.Data)
            {
                case ThingHappened happened:
                    tally.Happened++;
                    tally.Sum += happened.N ?? 0;
                    break;
                case ThingListed listed:
                    tally.Hours += listed.Hours;
                    break;
            }

            return tally;
        }
    }
}
