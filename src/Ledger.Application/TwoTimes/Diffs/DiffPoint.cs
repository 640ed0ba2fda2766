using System.Globalization;

namespace Ledger.Application.TwoTimes.Diffs;

/// <summary>
/// A point that is compared with another: what was known by a position or time, or what was in force on a day as known now (or at a
/// position or time given beside it).
/// </summary>
public sealed record DiffPoint
{
    private DiffPoint(DateOnly? day, KnownAt? known) => (Day, Known) = (day, known);

    /// <summary>Exactly one of the two is there.</summary>
    public DateOnly? Day { get; }

    public KnownAt? Known { get; }

    /// <summary>Digits are a position, yyyy-MM-dd is a day in force, and a time has its offset (RFC 3339).</summary>
    public static bool TryParse(string text, out DiffPoint? point)
    {
        point = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DiffPoint(day, null)
            : KnownAt.TryParse(text, out var known) ? new DiffPoint(null, known) : null;
        return point is not null;
    }

    /// <param name="validAt">The day for a point of knowledge; null for the day of that knowledge.</param>
    /// <param name="knownAt">The knowledge for a day; null for now.</param>
    public Task<MomentAnswer> Settle(Moments moments, DateOnly? validAt, KnownAt? knownAt, CancellationToken cancellation) =>
        moments.Settle(Day ?? validAt, Known ?? knownAt, cancellation);
}

/// <summary>A point as it was settled.</summary>
/// <param name="ValidAt">The day in force.</param>
/// <param name="KnownAt">The position known.</param>
public sealed record SettledPoint(DateOnly ValidAt, long KnownAt);
