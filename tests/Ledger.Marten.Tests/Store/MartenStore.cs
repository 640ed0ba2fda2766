using Ledger.Conformance.Store;
using Ledger.EventStore;
using Ledger.Marten.Store;
using Npgsql;

namespace Ledger.Marten.Tests.Store;

/// <summary>The marten engine's store, for the suites.</summary>
public sealed class MartenStore : IStoreUnderTest
{
    public bool KeepsTheOrderOfCalls => true;

    public Func<NpgsqlDataSource, CancellationToken, Task>? Prepare => AddMartensOwn;

    public Task<OpenedStore> Open(NpgsqlDataSource database, IReadOnlyDictionary<string, Type> types)
    {
        var documents = LedgerDocumentStore.Open(database, types);
        var store = new MartenEventStore(database, documents);
        return Task.FromResult(new OpenedStore(store, async () =>
        {
            await store.DisposeAsync();
            await documents.DisposeAsync();
        }));
    }

    public static async Task AddMartensOwn(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var documents = LedgerDocumentStore.Open(database);
        await MartenSchema.Apply(database, documents, cancellation);
    }
}
