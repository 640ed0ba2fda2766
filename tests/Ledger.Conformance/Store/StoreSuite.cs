using Ledger.EventStore;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Conformance.Store;

/// <summary>
/// What all suites of the store stand on: a database of one test and the engine's store on it. An engine passes a suite by a class of
/// one line: <c>public sealed class AppendTests : AppendConformance&lt;NativeStore&gt;;</c>
/// </summary>
public abstract class StoreSuite<TEngine> : IAsyncLifetime
    where TEngine : IStoreUnderTest, new()
{
    private readonly List<OpenedStore> opened = [];
    private TestDatabase database = null!;

    protected TEngine Engine { get; } = new();

    /// <summary>As its owner: what is not the store's to do.</summary>
    protected NpgsqlDataSource Database => database.DataSource;

    /// <summary>Under the service's role, as the stores are.</summary>
    protected string ConnectionString => database.ServiceConnectionString;

    protected IEventStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.Create(Engine.Prepare);
        Store = await Another();
    }

    public async Task DisposeAsync()
    {
        foreach (var one in opened)
            await one.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>A store of its own on the same database: what another process would be. Closed with the test.</summary>
    protected async Task<IEventStore> Another()
    {
        opened.Add(await Engine.Open(database.Service, TestEvents.Types));
        return opened[^1].Store;
    }

    protected async Task<IReadOnlyList<IEventStore>> Others(int count)
    {
        var stores = new List<IEventStore>();
        while (stores.Count < count)
            stores.Add(await Another());
        return stores;
    }
}
