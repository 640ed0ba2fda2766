using Ledger.EventStore.Appending;
using Ledger.EventStore.Reading;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>The native engine: the port over Npgsql alone, on Marten's tables. One instance serves a whole process.</summary>
/// <param name="database">Must have been migrated (<see cref="Migrations.StoreMigrations"/>). Stays the caller's to dispose.</param>
public sealed class NpgsqlEventStore(NpgsqlDataSource database, TimeProvider? time = null) : IEventStore, IAsyncDisposable
{
    private readonly StoreCore core = new(
        new PooledQueries(database), () => new NpgsqlGroupWriter(database), new BulkWriter(database).Write, time ?? TimeProvider.System);

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
