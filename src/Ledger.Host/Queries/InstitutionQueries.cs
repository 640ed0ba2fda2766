using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Host.Wording;
using Ledger.Projections.Directory;
using Ledger.Projections.Engine;

namespace Ledger.Host.Queries;

/// <param name="Version">Of the institution's stream; send it as If-Match with what is decided on this answer.</param>
public sealed record InstitutionAnswer(InstitutionDetails Institution, long Version, long Position) : IStandsAt;

/// <summary>The facts of one stream, told in order.</summary>
/// <param name="ValidAt">Facts that take effect later are left out; null when nothing is left out.</param>
public sealed record HistoryAnswer(string Stream, long Version, DateOnly? ValidAt, IReadOnlyList<FactStory> Facts, long Position)
    : IStandsAt;

/// <summary>An institution and its history, on two times.</summary>
public sealed class InstitutionQueries(LedgerSystem ledger)
{
    /// <summary>How long a read waits for the directory to come up to the facts that its own stream has already.</summary>
    private static readonly TimeSpan Patience = ReadModelReach.Patience;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="at">The directory must have come to its position.</param>
    /// <returns>Null for an institution of which nothing was known.</returns>
    public async Task<InstitutionAnswer?> Institution(string id, Moment at, CancellationToken cancellation)
    {
        // Whoever has just written reads what it has written: the directory follows some hundred milliseconds behind.
        var (began, recorded) = (ledger.Time.GetTimestamp(), (long?)null);
        while (true)
        {
            var reading = await ledger.Directory.Reading(id, at.ValidAt, at.Position, cancellation);
            recorded ??= reading.Last;
            if (recorded == 0)
                return null;
            var found = reading.Found;
            if (found?.Position >= recorded || at.Position is not null || ledger.Time.GetElapsedTime(began) > Patience)
                return found is null ? null : new InstitutionAnswer(found, reading.Version, found.Position);
            await Task.Delay(Pause, ledger.Time, cancellation);
        }
    }

    /// <summary>What the facts in force on the day come to, as known then.</summary>
    public async Task<Institution> State(string id, Moment at, CancellationToken cancellation)
    {
        var replay = await ledger.Replays.Of(StreamIds.Institution(id), at.ValidAt, at.Position, cancellation);
        return Domain.Institutions.Institution.Fold(replay.Facts.Select(fact => fact.Fact).OfType<IFact>());
    }

    /// <summary>Null for a stream that has no fact at that position.</summary>
    public async Task<HistoryAnswer?> History(string stream, Moment at, CancellationToken cancellation)
    {
        var replay = await ledger.Replays.Of(stream, at.DayAsked, at.Position, cancellation);
        return replay.Version == 0
            ? null
            : new HistoryAnswer(stream, replay.Version, at.DayAsked, [.. replay.Facts.Select(FactStory.Of)], replay.KnownAt);
    }
}
