using System.Text;
using Ledger.Application.Commands;
using Ledger.Application.Engines;
using Ledger.Conformance.Engines;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Conformance.Cross;

/// <summary>
/// What the suites of two engines on one database stand on. The database is as our migrations made it; each engine adds what it needs
/// when it is opened, the first one first. Run both ways:
/// <c>public sealed class ThereTests : CrossFactConformance&lt;NativeEngineFactory, MartenEngineFactory&gt;;</c> and the other way round.
/// </summary>
public abstract class CrossSuite<TFirst, TSecond> : IAsyncLifetime
    where TFirst : ILedgerEngineFactory, new()
    where TSecond : ILedgerEngineFactory, new()
{
    private readonly List<OpenedEngine> opened = [];
    private TestDatabase database = null!;

    protected static CancellationToken Never => CancellationToken.None;

    protected NpgsqlDataSource Database => database.DataSource;

    /// <summary>Under the service's role, as the engines are.</summary>
    protected NpgsqlDataSource Service => database.Service;

    protected ILedgerEngine First { get; private set; } = null!;

    protected ILedgerEngine Second { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        database = await EngineDatabase.Create();
        First = await Open(new TFirst());
        Second = await Open(new TSecond());
    }

    public async Task DisposeAsync()
    {
        foreach (var one in opened)
            await one.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>One after the other, the first one first.</summary>
    protected ILedgerEngine InTurn(int turn) => turn % 2 == 0 ? First : Second;

    protected static StreamAppend To(string stream, ExpectedVersion expected, params IEnumerable<IFact> facts) =>
        new(stream, StreamIds.TypeOf(stream), expected, [.. facts.Select(fact => FactCodec.Encode(Guid.NewGuid(), fact))]);

    protected static AppendRequest Request(params StreamAppend[] streams) => new(streams, EventMetadata.None);

    /// <summary>Some facts, one after another through all kinds.</summary>
    protected static IEnumerable<IFact> Facts(int count, int from = 0) =>
        Enumerable.Range(from, count).Select(n => ApprovedFacts.All[n % ApprovedFacts.All.Count]);

    protected static async Task<AppendOutcome.Appended> Appended(Task<AppendOutcome> answer) =>
        (await answer).ShouldBeOfType<AppendOutcome.Appended>();

    /// <summary>All that a reader is given of an event, in one line.</summary>
    protected static string Shown(RecordedEvent one) =>
        $"{one.Position} {one.StreamId}/{one.Version} {one.Id} {one.Type} {one.RecordedAt:O} {one.Metadata} "
        + Encoding.UTF8.GetString(one.Json.Span);

    protected static async Task<List<RecordedEvent>> All(ILedgerEngine engine)
    {
        var all = new List<RecordedEvent>();
        await foreach (var one in engine.Store.ReadAll(0, null, Never))
            all.Add(one);
        return all;
    }

    /// <summary>The whole log as both give it, which must be the same.</summary>
    protected async Task<List<RecordedEvent>> AllAsBothSeeIt()
    {
        var all = await All(First);
        (await All(Second)).Select(Shown).ShouldBe(all.Select(Shown));
        return all;
    }

    private async Task<ILedgerEngine> Open(ILedgerEngineFactory factory)
    {
        opened.Add(await OpenedEngine.On(database, factory));
        return opened[^1].Engine;
    }
}
