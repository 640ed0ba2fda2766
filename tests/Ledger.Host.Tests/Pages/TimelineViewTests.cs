using Ledger.Host.Pages;
using Ledger.Host.Wording;
using Ledger.Projections.Directory;

namespace Ledger.Host.Tests.Pages;

public sealed class TimelineViewTests
{
    [Fact]
    public void One_fact_is_one_mark_one_year_and_one_step()
    {
        var view = View("2024-07-01", "2024-07-01");

        view.Marks.ShouldBe([new TimelineMark(view.Scale.At(Given.Day("2024-07-01")), view.Day, view.Day, 1, "2024-07-01 警告")]);
        view.Years.Single().Year.ShouldBe(2024);
        view.Steps.ShouldBe(new TimelineSteps(Given.Day("2023-07-01"), null, null, Given.Day("2025-07-01")));
        view.Scale.At(Given.Day("2024-01-01")).ShouldBe(0);
        view.Scale.At(Given.Day("2024-07-01")).ShouldBe(49.727m);
    }

    [Fact]
    public void A_fact_on_the_first_day_of_a_year_is_the_years_own_stop() =>
        View("2024-01-01", "2024-01-01", "2024-01-02").Stops.Select(stop => (stop.Day, stop.Facts)).ShouldBe(
            [(Given.Day("2024-01-01"), 1), (Given.Day("2024-01-02"), 1)]);

    [Fact]
    public void The_29th_of_February_steps_to_the_28th() =>
        View("2024-02-29", "2024-02-29").Steps.YearBefore.ShouldBe(Given.Day("2023-02-28"));

    [Fact]
    public void A_day_of_several_facts_tells_the_first_and_how_many() =>
        View("2024-05-01", "2024-05-01", "2024-05-01", "2024-05-01").Marks.Single().Words.ShouldBe("2024-05-01 警告等 3 项");

    [Fact]
    public void Many_days_are_counted_by_year_and_listed_for_the_chosen_one_alone()
    {
        var days = Enumerable.Range(0, 100).Select(number => Given.Day("2022-01-02").AddDays(number * 9)).ToList();
        var view = TimelineView.Of(
            Given.Day("2023-06-01"), [.. days.Select(day => Given.Fact(day))], Given.Institution(), list => list);

        view.Years.Where(year => year.Later.Count > 0).Select(year => year.Year).ShouldBe([2023]);
        view.Years.Select(year => year.Facts).ShouldBe(days.GroupBy(day => day.Year).Select(year => year.Count()));
        view.InWords.ShouldBeFalse();
    }

    [Fact]
    public void A_change_that_does_not_end_a_listing_does_not_break_its_bar_and_a_lane_has_a_listings_code()
    {
        var found = Given.Institution([Given.Name("旧虚构", "2020-01-01", "2022-01-01"), Given.Name("新虚构", "2022-01-01")], [
            Given.Entry("l1", EntryStatus.Listed, "2020-01-01", "2021-01-01"),
            Given.Entry("l1", EntryStatus.Listed, "2021-01-01", "2022-01-01"),
            Given.Entry("l1", EntryStatus.Delisted, "2022-01-01"), Given.Entry("l2", EntryStatus.Listed, "2023-01-01"),
        ]);

        var view = TimelineView.Of(Given.Day("2023-05-01"), [], found, list => list);

        view.Lanes.Select(lane => lane.Label).ShouldBe(["公需科目 l1", "公需科目 l2", "名称"]);
        view.Lanes[0].Bars.Select(bar => (bar.Kind, bar.Words)).ShouldBe([
            (BarKind.Listed, "在列，2020-01-01 至 2021-12-31"), (BarKind.Ended, "已移出推荐目录，2022-01-01 起"),
        ]);
        view.Lanes[0].Bars.Sum(bar => bar.Width).ShouldBe(100, 0.01m);
        view.Lanes[2].Bars.Select(bar => bar.Text).ShouldBe(["旧虚构", "新虚构"]);
    }

    [Fact]
    public void Lanes_and_bars_are_bounded_and_what_is_left_out_is_counted()
    {
        var names = Enumerable.Range(0, 1_000).Select(number =>
            new NameRange($"虚构{number}", null, null, Given.Day("2020-01-01").AddDays(number), Given.Day("2020-01-02").AddDays(number)));
        var entries = Enumerable.Range(0, 20).Select(number => Given.Entry($"l{number}", EntryStatus.Listed, "2020-01-01")).ToList();

        var crowded = TimelineView.Of(Given.Day("2023-05-01"), [], Given.Institution([], entries), list => list);
        var renamed = TimelineView.Of(Given.Day("2023-05-01"), [], Given.Institution([.. names]), list => list);

        crowded.Lanes.Count.ShouldBe(TimelineLimits.Lanes);
        crowded.LanesLeftOut.ShouldBe(20 - TimelineLimits.Lanes);
        renamed.Lanes.Single().Bars.Count.ShouldBeLessThan(50);
        renamed.Lanes.Single().Bars.ShouldAllBe(bar => bar.Kind == BarKind.Several);
    }

    [Theory]
    [InlineData(0, null, 1, 1, 0)]
    [InlineData(100, null, 1, 1, 100)]
    [InlineData(250, null, 3, 3, 50)]
    [InlineData(250, 1, 1, 3, 100)]
    [InlineData(250, 99, 3, 3, 50)]
    public void A_long_history_is_turned_over_page_by_page(int count, int? page, int at, int pages, int rows)
    {
        var window = RowWindow.Of(Enumerable.Range(1, count).ToList(), page, 100);

        (window.Page, window.Pages, window.Rows.Count).ShouldBe((at, pages, rows));
    }

    [Fact]
    public void Of_too_many_rows_the_nearest_to_the_day_are_shown_in_their_order()
    {
        var days = Enumerable.Range(0, 10).Select(number => Given.Day("2024-01-01").AddDays(number)).ToList();

        RowWindow.Nearest(days, day => day, Given.Day("2024-01-05"), 3).ShouldBe(days[3..6]);
        RowWindow.Nearest(days, day => day, Given.Day("2024-01-05"), 10).ShouldBe(days);
    }

    [Theory]
    [InlineData("2024-05-31", 1)]
    [InlineData("2024-06-01", 0)]
    [InlineData("2024-06-02", 0)]
    [InlineData(null, 0)]
    public void What_was_written_down_after_its_day_says_by_how_much(string? on, int days) =>
        Given.Fact(on is null ? null : Given.Day(on)).DaysTillRecorded.ShouldBe(days);

    private static TimelineView View(string day, params string[] facts) => TimelineView.Of(
        Given.Day(day), [.. facts.Select((fact, index) => Given.Fact(Given.Day(fact), index + 1))], Given.Institution(), list => list);
}
