using FsCheck;
using FsCheck.Fluent;
using Ledger.Application.Deadlines;
using Ledger.Domain.Kernel;

namespace Ledger.Application.Tests.Deadlines;

public sealed class DueTimesTests
{
    private static readonly Gen<DateOnly> Days = Gen.Choose(Limits.EarliestDay.DayNumber, Limits.LatestDay.DayNumber - 1)
        .Select(DateOnly.FromDayNumber);

    /// <summary>A last day, and a moment up to 400 days before its end.</summary>
    private static readonly Arbitrary<(DateOnly Last, DateTimeOffset Recorded)> InTime =
        (from last in Days
         from before in Gen.Choose(1, 400 * 86_400)
         select (last, ShanghaiTime.StartOf(last.AddDays(1)).AddSeconds(-before).ToUniversalTime())).ToArbitrary();

    private static readonly Arbitrary<(DateOnly Last, DateTimeOffset Recorded)> TooLate =
        (from last in Days
         from after in Gen.Choose(0, 400 * 86_400)
         select (last, ShanghaiTime.StartOf(last.AddDays(1)).AddSeconds(after).ToUniversalTime())).ToArbitrary();

    [Fact]
    public void A_message_falls_due_at_midnight_in_China_after_the_last_day() => Prop.ForAll(InTime, it =>
    {
        var due = DueTimes.After(it.Last, it.Recorded)!.Value;
        return ShanghaiTime.DayOf(due) == it.Last.AddDays(1)
            && due.ToOffset(ShanghaiTime.Offset).TimeOfDay == TimeSpan.Zero
            && ShanghaiTime.DayOf(due.AddTicks(-1)) == it.Last;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_entered_after_its_last_day_has_the_rest_of_the_day() => Prop.ForAll(TooLate, it =>
        DueTimes.After(it.Last, it.Recorded) == ShanghaiTime.StartOf(ShanghaiTime.DayOf(it.Recorded).AddDays(1)))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2024-02-28", "2024-02-28T16:00:00Z")]
    [InlineData("2024-02-29", "2024-02-29T16:00:00Z")]
    [InlineData("2023-02-28", "2023-02-28T16:00:00Z")]
    [InlineData("2024-12-31", "2024-12-31T16:00:00Z")]
    public void Months_and_years_of_every_length(string last, string due) =>
        DueTimes.After(Day(last), Time("2023-01-01T00:00:00Z")).ShouldBe(Time(due));

    [Fact]
    public void Years_begin_at_midnight_in_China() => DueTimes.OfYear(2027).ShouldBe(Time("2026-12-31T16:00:00Z"));

    [Fact]
    public void Beyond_the_days_that_the_ledger_keeps_nothing_falls_due()
    {
        DueTimes.After(Limits.LatestDay, Time("2024-01-01T00:00:00Z")).ShouldBeNull();
        DueTimes.After(DateOnly.MaxValue, Time("2024-01-01T00:00:00Z")).ShouldBeNull();
        DueTimes.OfYear(Limits.LatestDay.Year + 1).ShouldBeNull();
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    private static DateTimeOffset Time(string time) => DateTimeOffset.Parse(time);
}
