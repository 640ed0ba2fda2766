using Ledger.EventStore;
using Npgsql;

namespace Ledger.Conformance.Store;

/// <summary>
/// How an engine's store is opened. With a parameterless constructor: suites make it, and so does the child process that is killed.
/// </summary>
public interface IStoreUnderTest
{
    /// <summary>
    /// What the engine adds to a database that the store's migrations made; null for nothing. A static method, for it is run once and
    /// its database copied for each test.
    /// </summary>
    Func<NpgsqlDataSource, CancellationToken, Task>? Prepare => null;

    /// <summary>
    /// Whether calls that are made one after another without waiting are carried out in that order. The port does not promise it.
    /// </summary>
    bool KeepsTheOrderOfCalls => false;

    /// <summary>Opens one more store on a database, as another process would.</summary>
    /// <param name="types">Every alias that may be appended, with its type: <see cref="TestEvents.Types"/>.</param>
    Task<OpenedStore> Open(NpgsqlDataSource database, IReadOnlyDictionary<string, Type> types);
}

/// <summary>A store and how it is closed.</summary>
public sealed class OpenedStore(IEventStore store, Func<ValueTask> close) : IAsyncDisposable
{
    public IEventStore Store { get; } = store;

    public static OpenedStore Of<T>(T store) where T : IEventStore, IAsyncDisposable => new(store, store.DisposeAsync);

    public ValueTask DisposeAsync() => close();
}
