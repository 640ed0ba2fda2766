using Ledger.Application.Nodes;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Application.TwoTimes;

/// <summary>Settles the two times of a question, in one way for the service, the command line and the tests.</summary>
/// <param name="replica">Where the store is a standby's: what has not come to it yet may be recorded all the same.</param>
public sealed class Moments(IEventStore store, TimeProvider time, Replica? replica = null)
{
    public async Task<MomentAnswer> Settle(DateOnly? validAt, KnownAt? knownAt, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        switch (knownAt)
        {
            case null:
                return Settled(ShanghaiTime.DayOf(now), null, false);
            case { Time: { } asked } when asked > now:
                return new MomentAnswer.ToCome(asked, now);
            case not null when replica is not null && await replica.Await(knownAt, cancellation).ConfigureAwait(false) is { } status:
                return new MomentAnswer.NotHere(status.Position, status.Primary);
            case { Time: { } asked }:
                var position = await store.PositionAt(asked, cancellation).ConfigureAwait(false);
                return Settled(ShanghaiTime.DayOf(asked), position, false);
            default:
                var known = knownAt.Position!.Value;
                var head = await store.Head(cancellation).ConfigureAwait(false);
                return known > head
                    ? new MomentAnswer.BeyondHead(known, head)
                    : Settled(await DayOf(known, cancellation).ConfigureAwait(false), known, true);
        }

        MomentAnswer.Settled Settled(DateOnly day, long? position, bool isFixed) =>
            new(new Moment(validAt ?? day, validAt, position, day, isFixed));
    }

    /// <summary>The day in China on which a position was recorded; before the first one, the earliest day there is.</summary>
    public async Task<DateOnly> DayOf(long position, CancellationToken cancellation) =>
        position > 0 && await store.ReadBatch(position - 1, 1, cancellation).ConfigureAwait(false) is [var recorded, ..]
            ? ShanghaiTime.DayOf(recorded.RecordedAt)
            : Limits.EarliestDay;
}
