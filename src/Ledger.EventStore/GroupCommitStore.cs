using System.Runtime.CompilerServices;
using Ledger.EventStore.Appending;
using Ledger.EventStore.Reading;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>Appends many events in one transaction: all of it or nothing.</summary>
internal delegate Task<AppendOutcome> BulkWrite(
    BulkStep step, IReadOnlyList<StreamAppend> streams, EventMetadata metadata, CancellationToken cancellation);

/// <summary>
/// What the engines' stores have in common: checks before, group commit, retries, pages and waiting. How a query, a group and a bulk
/// append reach the database is theirs.
/// </summary>
public abstract class GroupCommitStore : IEventStore, IAsyncDisposable
{
    /// <summary>How often a waiting follower looks for what other processes wrote.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly EventReader reader;
    private readonly Func<IGroupWriter> writer;
    private readonly BulkWrite bulk;
    private readonly TimeProvider time;
    private readonly CommitSignal signal;
    private readonly Lock opening = new();
    private AppendQueue? queue;
    private bool disposed;

    /// <param name="writer">Called by the first append.</param>
    /// <param name="beside">A store of the same log in this process: each hears of what the other commits.</param>
    internal GroupCommitStore(
        IQueryPath queries, Func<IGroupWriter> writer, BulkWrite bulk, TimeProvider? time, GroupCommitStore? beside = null)
    {
        (reader, this.writer, this.bulk, this.time) = (new EventReader(queries), writer, bulk, time ?? TimeProvider.System);
        signal = beside?.signal ?? new CommitSignal();
    }

    public Task<StreamSlice> ReadStream(string streamId, UpTo upTo, CancellationToken cancellation) =>
        reader.ReadStream(streamId, upTo, cancellation);

    public Task<IReadOnlyDictionary<string, StreamSlice>> ReadStreams(
        IReadOnlyCollection<string> streamIds, UpTo upTo, CancellationToken cancellation) =>
        reader.ReadStreams(streamIds, upTo, cancellation);

    public async IAsyncEnumerable<RecordedEvent> ReadAll(
        long after, long? to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var head = await reader.Head(cancellation);
        var last = Math.Min(to ?? head, head);
        while (after < last)
        {
            var page = await reader.ReadRange(after, Math.Min(after + StoreLimits.EventsPerPage, last), cancellation);
            foreach (var one in page)
                yield return one;
            after += page.Count > 0 ? page.Count : throw new InvalidDataException($"Position {after + 1} is missing from mt_events.");
        }
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadBatch(long after, int maxEvents, CancellationToken cancellation) =>
        await reader.ReadRange(after, checked(after + maxEvents), cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadTypes(
        long after, long to, IReadOnlyCollection<string> types, int most, CancellationToken cancellation) =>
        reader.ReadTypes(after, to, types, most, cancellation);

    public Task<long> Head(CancellationToken cancellation) => reader.Head(cancellation);

    public Task<long> PositionAt(DateTimeOffset time, CancellationToken cancellation) => reader.PositionAt(time, cancellation);

    /// <remarks>What this process writes is seen at once, what others write within <see cref="LookInterval"/>.</remarks>
    public async Task<long> WaitBeyond(long position, TimeSpan atMost, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            // Taken before the look, so that a commit between the look and the wait ends the wait.
            var next = signal.Next;
            var head = await reader.Head(cancellation);
            var left = atMost - time.GetElapsedTime(started);
            if (head > position || left <= TimeSpan.Zero)
                return head;
            await Task.WhenAny(next, Task.Delay(left < LookInterval ? left : LookInterval, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public Task<AppendOutcome?> Earlier(IdempotencyKey key, CancellationToken cancellation) =>
        reader.Earlier(key, cancellation);

    public async Task<AppendOutcome> Append(AppendRequest request, CancellationToken cancellation) =>
        RequestCheck.Fault(request) is { } fault
            ? new AppendOutcome.Invalid(fault)
            : await Queue().Append(request, cancellation);

    public Task<AppendOutcome> BulkAppend(
        IReadOnlyList<StreamAppend> streams, EventMetadata metadata, CancellationToken cancellation) =>
        BeginBulkAppend(streams, metadata, null, cancellation).Outcome;

    public BulkAppending BeginBulkAppend(
        IReadOnlyList<StreamAppend> streams, EventMetadata metadata, BulkAppending? after, CancellationToken cancellation) =>
        new(streams, after, me => Write(me, streams, metadata, after, cancellation));

    private async Task<AppendOutcome> Write(
        BulkAppending me, IReadOnlyList<StreamAppend> streams, EventMetadata metadata, BulkAppending? after, CancellationToken cancellation)
    {
        if (RequestCheck.Fault(streams, metadata, StoreLimits.EventsPerBulkAppend) is { } fault)
            return new AppendOutcome.Invalid(fault);
        // Hundreds of thousands of bodies are read while the database is busy with the streams.
        var step = new BulkStep(me, after, Task.Run(() => RequestCheck.FaultOfEvents(streams), CancellationToken.None));
        if (!await step.MayBegin(cancellation))
            return new AppendOutcome.NothingBefore();
        try
        {
            var outcome = await Retrying.Run(() => step.Try(() => bulk(step, streams, metadata, cancellation)), time, cancellation);
            signal.Committed();
            return outcome;
        }
        catch (PostgresException error) when (Retrying.IsFaultOfRequest(error))
        {
            return new AppendOutcome.Invalid($"{error.SqlState} {error.MessageText}");
        }
    }

    /// <summary>Lets no further append in and waits for those that were let in.</summary>
    public async ValueTask DisposeAsync()
    {
        AppendQueue? open;
        lock (opening)
        {
            disposed = true;
            open = queue;
        }

        if (open is not null)
            await open.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opened by the first append: who only reads holds no connection.</summary>
    private AppendQueue Queue()
    {
        lock (opening)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return queue ??= new AppendQueue(writer(), time, signal.Committed);
        }
    }
}
