using Ledger.EventStore;

namespace Ledger.Application.Tests.HoursImport;

/// <summary>The real store, with something that happens at its door.</summary>
internal abstract class StoreInFront(IEventStore store) : IEventStore
{
    public Task<StreamSlice> ReadStream(string streamId, UpTo upTo, CancellationToken cancellation) =>
        store.ReadStream(streamId, upTo, cancellation);

    public Task<IReadOnlyDictionary<string, StreamSlice>> ReadStreams(
        IReadOnlyCollection<string> streamIds, UpTo upTo, CancellationToken cancellation) =>
        store.ReadStreams(streamIds, upTo, cancellation);

    public IAsyncEnumerable<RecordedEvent> ReadAll(long after, long? to, CancellationToken cancellation) =>
        store.ReadAll(after, to, cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadTypes(
        long after, long to, IReadOnlyCollection<string> types, int most, CancellationToken cancellation) =>
        store.ReadTypes(after, to, types, most, cancellation);

    public Task<long> Head(CancellationToken cancellation) => store.Head(cancellation);

    public Task<long> PositionAt(DateTimeOffset time, CancellationToken cancellation) => store.PositionAt(time, cancellation);

    public Task<AppendOutcome?> Earlier(IdempotencyKey key, CancellationToken cancellation) => store.Earlier(key, cancellation);

    public Task<long> WaitBeyond(long position, TimeSpan patience, CancellationToken cancellation) =>
        store.WaitBeyond(position, patience, cancellation);

    public virtual Task<AppendOutcome> Append(AppendRequest request, CancellationToken cancellation) => store.Append(request, cancellation);

    public Task<AppendOutcome> BulkAppend(
        IReadOnlyList<StreamAppend> streams, EventMetadata metadata, CancellationToken cancellation) =>
        BeginBulkAppend(streams, metadata, null, cancellation).Outcome;

    public virtual BulkAppending BeginBulkAppend(
        IReadOnlyList<StreamAppend> streams, EventMetadata metadata, BulkAppending? after, CancellationToken cancellation) =>
        store.BeginBulkAppend(streams, metadata, after, cancellation);
}
