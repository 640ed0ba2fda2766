using Ledger.Domain.Kernel;
using Ledger.Host.Wording;
using Ledger.Projections.Directory;

namespace Ledger.Host.Pages;

/// <summary>A day to step to.</summary>
/// <param name="Facts">That take effect on it; none on most first days of a year.</param>
/// <param name="What">What they are; null where there is none.</param>
public sealed record TimelineStop(DateOnly Day, int Facts, string? What);

/// <summary>A year of the track and its stops.</summary>
/// <param name="Facts">Of the whole year, listed or not.</param>
/// <param name="First">Its first day, which is always a stop.</param>
/// <param name="Later">The other days on which something took effect; empty where only the year is listed.</param>
/// <param name="IsUnfolded">Its days are listed.</param>
public sealed record TimelineYear(int Year, int Facts, TimelineStop First, IReadOnlyList<TimelineStop> Later, bool IsUnfolded);

/// <summary>One step from the chosen day; null where there is none.</summary>
public sealed record TimelineSteps(DateOnly? YearBefore, DateOnly? FactBefore, DateOnly? FactAfter, DateOnly? YearAfter);

/// <summary>
/// An institution over the years as its page draws it: marks, lanes, and the stops of a slider that needs no script, because every stop
/// is a day and every day has an address. It follows from what is given and from nothing else.
/// </summary>
/// <param name="Day">The chosen day.</param>
/// <param name="LanesLeftOut">How many more there are than are drawn.</param>
/// <param name="InWords">The stops say what happened; else there are too many.</param>
public sealed record TimelineView(
    DateOnly Day,
    TimeScale Scale,
    IReadOnlyList<TimelineMark> Marks,
    IReadOnlyList<TimelineLane> Lanes,
    int LanesLeftOut,
    IReadOnlyList<TimelineYear> Years,
    TimelineSteps Steps,
    bool InWords)
{
    /// <summary>All stops that are listed, in order, each once.</summary>
    public IEnumerable<TimelineStop> Stops => Years.SelectMany(year => year.Later.Prepend(year.First));

    /// <param name="facts">All that are known, whatever day they take effect.</param>
    /// <param name="titleOf">A published list's title by its id.</param>
    public static TimelineView Of(
        DateOnly day, IReadOnlyList<FactStory> facts, InstitutionDetails found, Func<string, string> titleOf)
    {
        var days = TimelineDay.Of(facts);
        var scale = TimeScale.Over([
            day, .. days.Select(each => each.Day), .. found.Entries.Select(entry => entry.ValidFrom),
            .. found.Names.Select(name => name.ValidFrom),
        ]);
        var lanes = TimelineLane.Of(scale, found, titleOf).ToList();
        var years = Listed(scale, day, days);
        return new TimelineView(
            day, scale, TimelineMark.Of(scale, days), [.. lanes.Take(TimelineLimits.Lanes)],
            Math.Max(0, lanes.Count - TimelineLimits.Lanes), years, From(day, days),
            years.Sum(year => year.Later.Count) <= TimelineLimits.DaysInWords);
    }

    private static List<TimelineYear> Listed(TimeScale scale, DateOnly chosen, IReadOnlyList<TimelineDay> days)
    {
        var byYear = days.ToLookup(each => each.Day.Year);
        return [.. scale.Years.Select(year =>
        {
            var first = new DateOnly(year, 1, 1);
            var stops = byYear[year].Select(each => new TimelineStop(each.Day, each.Facts, each.What)).ToList();
            var isUnfolded = days.Count <= TimelineLimits.Days || year == chosen.Year;
            return new TimelineYear(
                year, stops.Sum(stop => stop.Facts), stops.Find(stop => stop.Day == first) ?? new TimelineStop(first, 0, null),
                isUnfolded ? stops.FindAll(stop => stop.Day != first) : [], isUnfolded);
        })];
    }

    private static TimelineSteps From(DateOnly day, IReadOnlyList<TimelineDay> days) => new(
        day.Year > Limits.EarliestDay.Year ? day.AddYears(-1) : null,
        days.LastOrDefault(each => each.Day < day)?.Day,
        days.FirstOrDefault(each => each.Day > day)?.Day,
        day.Year < Limits.LatestDay.Year ? day.AddYears(1) : null);
}
