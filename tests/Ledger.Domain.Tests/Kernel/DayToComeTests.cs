using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.Kernel;

public sealed class DayToComeTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Fact]
    public void What_takes_effect_today_or_before_is_taken()
    {
        DayToCome.Refuses(On(Today), Today).ShouldBeNull();
        DayToCome.Refuses(On(Today.AddDays(-400)), Today).ShouldBeNull();
    }

    [Fact]
    public void What_takes_effect_tomorrow_is_refused() =>
        DayToCome.Refuses(On(Today.AddDays(1)), Today).ShouldNotBeNull().Code.ShouldBe("day.to-come");

    private static RenameInstitution On(DateOnly day) => new("a", "某机构", day);
}
