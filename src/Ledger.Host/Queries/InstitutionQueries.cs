using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Host.Wording;
using Ledger.Projections.Directory;

namespace Ledger.Host.Queries;

/// <param name="Version">Of the institution's stream; send it as If-Match with what is decided on this answer.</param>
public sealed record InstitutionAnswer(InstitutionDetails Institution, long Version, long Position);

/// <summary>The facts of one stream, told in order.</summary>
/// <param name="ValidAt">Facts that take effect later are left out; null when nothing is left out.</param>
public sealed record HistoryAnswer(string Stream, long Version, DateOnly? ValidAt, IReadOnlyList<FactStory> Facts, long Position);

/// <summary>An institution and its history, on two times.</summary>
public sealed class InstitutionQueries(LedgerSystem ledger)
{
    /// <summary>How long a read waits for the directory to come up to the facts that its own stream has already.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Null for an institution of which nothing was known.</summary>
    public async Task<InstitutionAnswer?> Institution(string id, DateOnly validAt, KnownAt? knownAt, CancellationToken cancellation)
    {
        var position = knownAt is null ? (long?)null : await knownAt.Resolve(ledger.Store, cancellation);
        var bound = position is { } known ? UpTo.AtPosition(known) : UpTo.Now;
        var stream = await ledger.Store.ReadStream(StreamIds.Institution(id), bound, cancellation);
        if (stream.Version == 0)
            return null;

        // Whoever has just written reads what it has written: the directory follows some hundred milliseconds behind.
        var last = stream.Events[^1].Position;
        var until = ledger.Time.GetTimestamp();
        while (true)
        {
            var found = await ledger.Directory.Institution(id, validAt, position, cancellation);
            if (found is not null && found.Position >= last)
                return new InstitutionAnswer(found, stream.Version, found.Position);
            if (ledger.Time.GetElapsedTime(until) > Patience)
                return found is null ? null : new InstitutionAnswer(found, stream.Version, found.Position);
            await Task.Delay(Pause, ledger.Time, cancellation);
        }
    }

    /// <summary>What the facts in force on the day come to, as known then.</summary>
    public async Task<Institution> State(string id, DateOnly validAt, KnownAt? knownAt, CancellationToken cancellation)
    {
        var replay = await ledger.Replays.Of(StreamIds.Institution(id), validAt, knownAt, cancellation);
        return Domain.Institutions.Institution.Fold(replay.Facts.Select(fact => fact.Fact).OfType<IFact>());
    }

    /// <summary>
    /// The last day of which something could be known: today, or the day on which the position was recorded. A term that ends later had
    /// not gone by, whatever day is asked about.
    /// </summary>
    public async Task<DateOnly> LastKnownDay(KnownAt? knownAt, CancellationToken cancellation)
    {
        var today = Asked.Today(ledger);
        if (knownAt is null)
            return today;
        if (knownAt.Time is { } time)
            return ShanghaiTime.DayOf(time) is var day && day < today ? day : today;
        // At the head all that is recorded is known, and so is that nothing more came until now.
        var position = await knownAt.Resolve(ledger.Store, cancellation);
        return position < await ledger.Store.Head(cancellation)
            && await ledger.Store.ReadBatch(position - 1, 1, cancellation) is [var recorded]
            ? ShanghaiTime.DayOf(recorded.RecordedAt)
            : today;
    }

    /// <summary>Null for a stream that has no fact at that position.</summary>
    public async Task<HistoryAnswer?> History(string stream, DateOnly? validAt, KnownAt? knownAt, CancellationToken cancellation)
    {
        var replay = await ledger.Replays.Of(stream, validAt, knownAt, cancellation);
        return replay.Version == 0
            ? null
            : new HistoryAnswer(stream, replay.Version, validAt, [.. replay.Facts.Select(FactStory.Of)], replay.KnownAt);
    }
}
