using Ledger.Domain.Kernel;

namespace Ledger.Host.Pages;

/// <summary>
/// Where a day stands on the track, in percent of its width. Whole years, so that the picture keeps still from one stop to the next. A
/// day that no command could have given stands at the edge.
/// </summary>
/// <param name="From">The first day of the first year.</param>
/// <param name="Until">The first day after the last year.</param>
public sealed record TimeScale(DateOnly From, DateOnly Until)
{
    /// <summary>Decimals of a percent: a day on a track of 120 years is 0.002.</summary>
    private const int Decimals = 3;

    public static TimeScale Over(IReadOnlyCollection<DateOnly> days) => new(
        new DateOnly(Kept(days.Min()).Year, 1, 1), new DateOnly(Kept(days.Max()).Year + 1, 1, 1));

    public IEnumerable<int> Years => Enumerable.Range(From.Year, Until.Year - From.Year);

    /// <summary>Within the days that a query may ask for, so that every stop leads somewhere.</summary>
    public static DateOnly Kept(DateOnly day) =>
        day < Limits.EarliestDay ? Limits.EarliestDay : day > Limits.LatestDay ? Limits.LatestDay : day;

    public decimal At(DateOnly day) => Math.Round(
        100m * Math.Clamp(day.DayNumber - From.DayNumber, 0, Until.DayNumber - From.DayNumber) / (Until.DayNumber - From.DayNumber),
        Decimals);

    /// <summary>The lines of the years, and which of them carry their number.</summary>
    public IEnumerable<(int Year, decimal At, bool IsLabelled)> Lines()
    {
        var count = Until.Year - From.Year;
        var step = (count + TimelineLimits.YearLabels - 1) / TimelineLimits.YearLabels;
        return Years.Select(year => (Year: year, At: At(new DateOnly(year, 1, 1))))
            .Select(line => (line.Year, line.At, (line.Year - From.Year) % step == 0 && line.At <= TimelineLimits.LastLabelPercent))
            .Where(line => line.Item3 || count <= TimelineLimits.YearLines);
    }
}
