using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Application.TwoTimes;

/// <summary>
/// A stream as it stood on a day and as it was known at a position. Facts recorded later than <paramref name="KnownAt"/> are not in it;
/// facts that take effect after <paramref name="ValidAt"/> are not in it either, and the rest is in the order in which it took effect.
/// </summary>
/// <param name="Version">The stream's version at <paramref name="KnownAt"/>.</param>
public sealed record Replay(string StreamId, long Version, long KnownAt, DateOnly? ValidAt, IReadOnlyList<DecodedFact> Facts);

/// <summary>Replays streams for auditors. Every answer names the position it stands at, and is the same for ever there.</summary>
public sealed class Replays(IEventStore store)
{
    /// <param name="validAt">Null to leave out nothing.</param>
    /// <param name="knownAt">A position at or below the head; null for the head.</param>
    public async Task<Replay> Of(string streamId, DateOnly? validAt, long? knownAt, CancellationToken cancellation)
    {
        var position = knownAt ?? await store.Head(cancellation).ConfigureAwait(false);
        var slice = await store.ReadStream(streamId, UpTo.AtPosition(position), cancellation).ConfigureAwait(false);
        var facts = FactCodec.Decode(slice)
            .Where(fact => validAt is not { } day || EffectiveDay(fact) <= day)
            .OrderBy(EffectiveDay)
            .ThenBy(fact => fact.Recorded.Position);
        return new Replay(streamId, slice.Version, position, validAt, [.. facts]);
    }

    /// <summary>A fact this version does not know has no day to go by; the day it was recorded (Asia/Shanghai) stands in.</summary>
    private static DateOnly EffectiveDay(DecodedFact fact) =>
        fact.Fact is ILegalFact legal ? legal.Act.On : ShanghaiTime.DayOf(fact.Recorded.RecordedAt);
}
