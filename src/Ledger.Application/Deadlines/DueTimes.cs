using Ledger.Domain.Kernel;

namespace Ledger.Application.Deadlines;

/// <summary>When messages about days fall due: at the first moment, in China, of the day after the last.</summary>
public static class DueTimes
{
    /// <summary>
    /// Null for a day that the ledger does not keep. What is entered when its last day has gone by already is given the rest of the day:
    /// whoever enters an old file enters its end after its beginning, and nothing is overdue in between.
    /// </summary>
    /// <param name="last">The last day, inclusive.</param>
    /// <param name="recordedAt">When the ledger came to know of it.</param>
    public static DateTimeOffset? After(DateOnly last, DateTimeOffset recordedAt)
    {
        if (last >= Limits.LatestDay)
            return null;
        var known = ShanghaiTime.DayOf(recordedAt);
        return ShanghaiTime.StartOf((last > known ? last : known).AddDays(1));
    }

    /// <summary>When a year begins; null for one that the ledger does not keep.</summary>
    public static DateTimeOffset? OfYear(int year) =>
        year <= Limits.LatestDay.Year ? ShanghaiTime.StartOf(FirstDay(year)) : null;

    internal static DateOnly FirstDay(int year) => new(year, 1, 1);
}
