using Ledger.EventStore;
using Ledger.EventStore.Appending;
using Marten;
using Npgsql;

namespace Ledger.Marten.Store;

/// <summary>The marten engine: the port over Marten's sessions, on the tables that both engines share.</summary>
/// <remarks>
/// Bulk appends are the native engine's binary COPY, and not Marten's: src/decisions/0011 has the figures. Marten's own bulk insert takes
/// new streams only, in a transaction of its own: as fast, but it can neither check a version nor be all or nothing with streams that
/// exist. Its append function, one statement for each event, takes five to ten times as long.
/// </remarks>
/// <param name="documents">Set up by <see cref="LedgerDocumentStore"/>. Stays the caller's to dispose, as the database does.</param>
internal sealed class MartenEventStore(NpgsqlDataSource database, IDocumentStore documents, TimeProvider? time = null)
    : IEventStore, IAsyncDisposable
{
    private readonly StoreCore core = new(
        new MartenQueries(documents),
        () => new MartenGroupWriter(database, documents),
        new BulkWriter(database).Write,
        time ?? TimeProvider.System);

    public Task<StreamSlice> ReadStream(string streamId, UpTo upTo, CancellationToken cancellation) =>
        core.ReadStream(streamId, upTo, cancellation);

    public Task<IReadOnlyDictionary<string, StreamSlice>> ReadStreams(
        IReadOnlyCollection<string> streamIds, UpTo upTo, CancellationToken cancellation) =>
        core.ReadStreams(streamIds, upTo, cancellation);

    public IAsyncEnumerable<RecordedEvent> ReadAll(long after, long? to, CancellationToken cancellation) =>
        core.ReadAll(after, to, cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadBatch(long after, int maxEvents, CancellationToken cancellation) =>
        core.ReadBatch(after, maxEvents, cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadTypes(
        long after, long to, IReadOnlyCollection<string> types, int most, CancellationToken cancellation) =>
        core.ReadTypes(after, to, types, most, cancellation);

    public Task<long> Head(CancellationToken cancellation) => core.Head(cancellation);

    public Task<long> PositionAt(DateTimeOffset time, CancellationToken cancellation) => core.PositionAt(time, cancellation);

    public Task<long> WaitBeyond(long position, TimeSpan atMost, CancellationToken cancellation) =>
        core.WaitBeyond(position, atMost, cancellation);

    public Task<AppendOutcome?> Earlier(IdempotencyKey key, CancellationToken cancellation) => core.Earlier(key, cancellation);

    public Task<AppendOutcome> Append(AppendRequest request, CancellationToken cancellation) => core.Append(request, cancellation);

    public Task<AppendOutcome> BulkAppend(
        IReadOnlyList<StreamAppend> streams, EventMetadata metadata, CancellationToken cancellation) =>
        core.BulkAppend(streams, metadata, cancellation);

    /// <summary>Lets no further append in and waits for those that were let in.</summary>
    public ValueTask DisposeAsync() => core.DisposeAsync();
}
