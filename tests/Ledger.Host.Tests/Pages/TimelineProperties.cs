using FsCheck;
using FsCheck.Fluent;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Kernel;
using Ledger.Host.Pages;
using Ledger.Host.Wording;

namespace Ledger.Host.Tests.Pages;

/// <summary>Whatever an institution's facts are and whatever day is chosen, the timeline holds.</summary>
public sealed class TimelineProperties
{
    private sealed record Scene(DateOnly Day, IReadOnlyList<FactStory> Facts)
    {
        public TimelineView View => TimelineView.Of(Day, Facts, Given.Institution(), list => list);

        public IEnumerable<DateOnly> Days => Facts.Select(fact => TimeScale.Kept(fact.Day)).Distinct().Order();
    }

    private static readonly Gen<DateOnly> AnyDay = Gen.Choose(Limits.EarliestDay.DayNumber, Limits.LatestDay.DayNumber)
        .Select(DateOnly.FromDayNumber);

    /// <summary>Of a few years, so that days meet; now and then one that no command could have given.</summary>
    private static readonly Gen<DateOnly> FactDay = Gen.Frequency(
        (8, Gen.Choose(new DateOnly(2019, 12, 28).DayNumber, new DateOnly(2024, 1, 3).DayNumber).Select(DateOnly.FromDayNumber)),
        (3, AnyDay),
        (1, Gen.Elements(DateOnly.MinValue, DateOnly.MaxValue)));

    private static readonly Arbitrary<Scene> Scenes =
        (from day in Gen.OneOf(FactDay.Select(TimeScale.Kept), AnyDay)
         from size in Gen.Elements(0, 1, 2, 10, 59, 60, 61, 300)
         from days in FactDay.ListOf(size)
         select new Scene(day, [.. days.Order().Select((each, index) => Given.Fact(each, index + 1))])).ToArbitrary();

    private static readonly Arbitrary<TimeLinks> Links =
        (from day in Gen.OneOf(Gen.Constant((DateOnly?)null), AnyDay.Select(each => (DateOnly?)each))
         from position in Gen.Choose(0, int.MaxValue)
         from minutes in Gen.Choose(-720, 840)
         let time = Given.Recorded.AddSeconds(position).ToOffset(TimeSpan.FromMinutes(minutes))
         from known in Gen.Elements(null, KnownAt.AtPosition(position), KnownAt.AtTime(time))
         select new TimeLinks("/institutions/i1", day, known)).ToArbitrary();

    private static void Holds(Func<Scene, bool> property) => Prop.ForAll(Scenes, property).QuickCheckThrowOnFailure();

    [Fact]
    public void Stops_are_in_order_and_each_day_is_one_stop() => Holds(scene =>
    {
        var days = scene.View.Stops.Select(stop => stop.Day).ToList();
        return days.SequenceEqual(days.Distinct().Order());
    });

    [Fact]
    public void Every_day_of_the_chosen_year_on_which_something_took_effect_is_a_stop_and_so_is_the_first_of_each_year() => Holds(scene =>
    {
        var stops = scene.View.Stops.ToDictionary(stop => stop.Day, stop => stop.Facts);
        var listed = scene.Days.Where(day => day.Year == scene.Day.Year || scene.Days.Count() <= TimelineLimits.Days);
        return listed.All(day => stops[day] == scene.Facts.Count(fact => TimeScale.Kept(fact.Day) == day))
            && scene.Days.Append(scene.Day).All(day => stops.ContainsKey(new DateOnly(day.Year, 1, 1)));
    });

    [Fact]
    public void The_steps_are_to_the_nearest_days_before_and_after_the_chosen_one() => Holds(scene =>
    {
        var steps = scene.View.Steps;
        return steps.FactBefore == scene.Days.Where(day => day < scene.Day).Select(day => (DateOnly?)day).Max()
            && steps.FactAfter == scene.Days.Where(day => day > scene.Day).Select(day => (DateOnly?)day).Min()
            && (steps.YearBefore is null) == (scene.Day.Year == Limits.EarliestDay.Year)
            && (steps.YearAfter is null) == (scene.Day.Year == Limits.LatestDay.Year)
            && (steps.YearBefore is not { } before || (before.Year == scene.Day.Year - 1 && before.Month == scene.Day.Month));
    });

    [Fact]
    public void Merging_loses_no_fact_and_keeps_marks_apart_and_in_order() => Holds(scene =>
    {
        var marks = scene.View.Marks;
        return marks.Sum(mark => mark.Facts) == scene.Facts.Count
            && scene.Days.All(day => marks.Count(mark => mark.First <= day && day <= mark.Last) == 1)
            && marks.Zip(marks.Skip(1)).All(pair =>
                pair.First.Last < pair.Second.First && pair.Second.At - pair.First.At >= TimelineLimits.MarkPercent)
            && marks.Count <= (100 / TimelineLimits.MarkPercent) + 1;
    });

    [Fact]
    public void Years_count_every_fact_once() =>
        Holds(scene => scene.View.Years.Sum(year => year.Facts) == scene.Facts.Count);

    [Fact]
    public void The_chosen_day_and_every_mark_stand_on_the_track() => Holds(scene =>
    {
        var view = scene.View;
        return view.Marks.Select(mark => mark.At).Append(view.Scale.At(scene.Day)).All(at => at is >= 0 and <= 100)
            && view.Scale.From <= scene.Day && scene.Day < view.Scale.Until
            && view.Scale.Lines().Count(line => line.IsLabelled) <= TimelineLimits.YearLabels;
    });

    [Fact]
    public void Every_link_that_moves_one_time_keeps_the_other() => Prop.ForAll(Links, AnyDay.ToArbitrary(), (links, day) =>
    {
        var known = Parsed(links.Here).Known;
        return Parsed(links.Here).Valid == (links.ValidAt is { } asked ? Days.Text(asked) : null)
            && Parsed(links.On(day)) == (Days.Text(day), known)
            && Parsed(links.Today) == (null, known)
            && Parsed(links.Later) == Parsed(links.Here)
            && Parsed(links.Page(3)) == Parsed(links.Here)
            && Parsed(links.KnownAtPosition(7)) == (Parsed(links.Here).Valid, "7")
            && Parsed(links.AsKnownNow) == (Parsed(links.Here).Valid, null)
            && known == links.KnownAtText
            && (known is null ? links.KnownAt is null : KnownAt.TryParse(known, out var read) && read == links.KnownAt);
    }).QuickCheckThrowOnFailure();

    private static (string? Valid, string? Known) Parsed(string address)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://h" + address).Query);
        return (query.TryGetValue("validAt", out var valid) ? valid.Single() : null,
            query.TryGetValue("knownAt", out var known) ? known.Single() : null);
    }
}
