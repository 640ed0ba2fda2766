using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.Kernel;

public sealed class ShanghaiTimeTests
{
    private static readonly Arbitrary<DateOnly> Days = Gen.Choose(Limits.EarliestDay.DayNumber, Limits.LatestDay.DayNumber)
        .Select(DateOnly.FromDayNumber).ToArbitrary();

    [Fact]
    public void A_day_begins_at_midnight_in_China_and_not_a_moment_before() => Prop.ForAll(Days, day =>
    {
        var start = ShanghaiTime.StartOf(day);
        return ShanghaiTime.DayOf(start) == day
            && ShanghaiTime.DayOf(start - TimeSpan.FromTicks(1)) == day.AddDays(-1)
            && start.Offset == TimeSpan.FromHours(8)
            && start.UtcDateTime == day.AddDays(-1).ToDateTime(new TimeOnly(16, 0));
    }).QuickCheckThrowOnFailure();
}
