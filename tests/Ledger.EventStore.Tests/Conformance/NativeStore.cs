using Ledger.Conformance.Store;
using Npgsql;

namespace Ledger.EventStore.Tests.Conformance;

/// <summary>The native engine's store, for the suites. It knows no types, so it is given none.</summary>
public sealed class NativeStore : IStoreUnderTest
{
    public bool KeepsTheOrderOfCalls => true;

    public Task<OpenedStore> Open(NpgsqlDataSource database, IReadOnlyDictionary<string, Type> types) =>
        Task.FromResult(OpenedStore.Of(new NpgsqlEventStore(database)));
}
