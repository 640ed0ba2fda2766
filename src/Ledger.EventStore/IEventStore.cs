namespace Ledger.EventStore;

/// <summary>
/// The port of the event store. It stands on Marten's tables and knows streams, versions and positions, and nothing of what
/// the events mean. Positions are gapless and in commit order: a reader at position N has seen all that will ever be at or below N.
/// </summary>
public interface IEventStore
{
    /// <summary>One stream in the order of its versions, up to a bound. A stream that does not exist has version 0 and no events.</summary>
    Task<StreamSlice> ReadStream(string streamId, UpTo upTo, CancellationToken cancellation);

    /// <summary>Many streams in one query, for batch decisions. Streams that do not exist come back empty at version 0.</summary>
    Task<IReadOnlyDictionary<string, StreamSlice>> ReadStreams(
        IReadOnlyCollection<string> streamIds, UpTo upTo, CancellationToken cancellation);

    /// <summary>
    /// Every event after a position, in position order, to <paramref name="to"/> (inclusive) or to the head as of the call.
    /// </summary>
    IAsyncEnumerable<RecordedEvent> ReadAll(long after, long? to, CancellationToken cancellation);

    /// <summary>
    /// The next events after a position, at most <paramref name="maxEvents"/>, in one snapshot: for whoever folds in batches.
    /// Empty when there are none yet.
    /// </summary>
    async Task<IReadOnlyList<RecordedEvent>> ReadBatch(long after, int maxEvents, CancellationToken cancellation)
    {
        var batch = new List<RecordedEvent>();
        await foreach (var one in ReadAll(after, checked(after + maxEvents), cancellation))
            batch.Add(one);
        return batch;
    }

    /// <summary>
    /// The events of some types after a position up to another, inclusive, in position order: the first <paramref name="most"/> of them.
    /// For who wants a few among many: the others do not leave the database.
    /// </summary>
    Task<IReadOnlyList<RecordedEvent>> ReadTypes(
        long after, long to, IReadOnlyCollection<string> types, int most, CancellationToken cancellation);

    /// <summary>
    /// Waits until there is an event beyond a position, for at most a time, and gives the head as it is then. For followers:
    /// read to the head, wait beyond it, read on.
    /// </summary>
    Task<long> WaitBeyond(long position, TimeSpan atMost, CancellationToken cancellation);

    /// <summary>Position of the last committed event; 0 in an empty store.</summary>
    Task<long> Head(CancellationToken cancellation);

    /// <summary>
    /// The last position recorded at or before a time; 0 when there was none. The answer for a time is final once the transactions
    /// that were open at that time have ended: whoever shows it says the position too.
    /// </summary>
    Task<long> PositionAt(DateTimeOffset time, CancellationToken cancellation);

    /// <summary>
    /// What an idempotency key was answered with before: <see cref="AppendOutcome.Appended"/> with Repeated set, a
    /// <see cref="AppendOutcome.KeyConflict"/> when the digest differs, or null when the key is unused. Asked before a decision is taken,
    /// because the state that the first call left behind would refuse the second. <see cref="AppendOutcome.Invalid"/> when no key can be
    /// like this one.
    /// </summary>
    Task<AppendOutcome?> Earlier(IdempotencyKey key, CancellationToken cancellation);

    /// <summary>
    /// Appends to one or several streams in one transaction. Calls that arrive together travel in one database transaction
    /// (group commit), and each still gets its own version check and its own answer.
    /// </summary>
    Task<AppendOutcome> Append(AppendRequest request, CancellationToken cancellation);

    /// <summary>
    /// Appends many streams, new and existing, by binary COPY in one transaction: all of it or nothing. For imports; positions are
    /// reserved once and checked, not counted per row. No idempotency key: the caller's decision over the streams it has read makes
    /// a repeat harmless, and the expected versions make a race visible.
    /// </summary>
    Task<AppendOutcome> BulkAppend(IReadOnlyList<StreamAppend> streams, EventMetadata metadata, CancellationToken cancellation);

    /// <summary>
    /// Begins what <see cref="BulkAppend"/> does. Behind another that is on its way it is checked and takes its locks meanwhile, has the
    /// positions after it, and is written only if that one was: it may be decided on streams as that one leaves them.
    /// <see cref="AppendOutcome.NothingBefore"/> otherwise, and when that one has not ended
    /// <see cref="StoreLimits.WaitBehind"/> after this one was ready.
    /// </summary>
    /// <param name="streams">Read until the append has ended, and maybe a moment longer: not to be changed.</param>
    /// <param name="after">One of this store's, begun before; null to begin at once.</param>
    BulkAppending BeginBulkAppend(
        IReadOnlyList<StreamAppend> streams, EventMetadata metadata, BulkAppending? after, CancellationToken cancellation);
}
