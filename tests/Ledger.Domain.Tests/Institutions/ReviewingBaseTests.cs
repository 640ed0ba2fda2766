using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class ReviewingBaseTests
{
    private static readonly BaseSelected Selected = new(
        By(CityHr, "2024-07-01", Rules.CityBase), "b1", BaseLevel.City, L1, null, Day("2027-07-01"));

    private static readonly IReadOnlyList<IFact> UpToSelected = [.. UpToListed, Selected];

    private static readonly ReviewBase Keep = new(I1, "b1", Kept: true, "示范作用明显", Day("2027-06-10"), CityHr);
    private static readonly ReviewBase Adjust = Keep with { Kept = false, Opinion = "培训人数不足" };

    private static readonly BaseReviewed Kept = new(
        By(CityHr, "2027-06-10", Rules.BaseCycle), "b1", true, "示范作用明显", Day("2027-07-01"), Day("2030-07-01"));

    private static readonly BaseReviewed Adjusted = Kept with { Kept = false, Opinion = "培训人数不足", Until = null };

    [Fact]
    public void Kept_it_is_a_base_for_a_further_cycle_that_follows_the_first()
    {
        Given(UpToSelected).When(Keep).Then(Kept);
        var current = Base(UpToSelected, Kept).ShouldBeOfType<Base.Current>();
        (current.Begins, current.Until).ShouldBe((Day("2027-07-02"), Day("2030-07-01")));
    }

    [Fact]
    public void Adjusted_away_it_is_one_no_longer()
    {
        Given(UpToSelected).When(Adjust).Then(Adjusted);
        Base(UpToSelected, Adjusted).ShouldBeOfType<Base.Ended>().On.ShouldBe(Day("2027-06-10"));
    }

    [Fact]
    public void A_late_review_stands_and_lengthens_nothing()
    {
        var late = Kept with { Act = By(CityHr, "2028-01-05", Rules.BaseCycle) };
        var overdue = new BaseReviewOverdue(By(Actor.Ledger, "2027-07-02", Rules.BaseCycle), "b1", Day("2027-07-01"));
        Given(UpToSelected).And(overdue).When(Keep with { On = Day("2028-01-05") }).Then(late);
        Base(UpToSelected, overdue, late).ShouldBeOfType<Base.Current>().Until.ShouldBe(Day("2030-07-01"));
    }

    [Fact]
    public void Who_selected_it_reviews_it_and_nobody_else() => Given(UpToSelected).When(Keep with { By = ProvincialHr })
        .ThenRefused("base.not-the-selector", RefusalKind.NotAllowed, "2023-1:第二条");

    [Fact]
    public void A_cycle_is_kept_once() => Given(UpToSelected).And(Kept).When(Keep with { On = Day("2027-07-01"), Opinion = "再次复核" })
        .ThenRefused("base.cycle-not-begun", RefusalKind.Unlawful, "2023-1:第十四条");

    [Fact]
    public void The_next_cycle_is_reviewed_in_its_turn() => Given(UpToSelected).And(Kept)
        .When(Keep with { On = Day("2030-06-01") })
        .Then(Kept with { Act = By(CityHr, "2030-06-01", Rules.BaseCycle), Due = Day("2030-07-01"), Until = Day("2033-07-01") });

    [Fact]
    public void Adjusting_away_waits_for_no_cycle() => Given(UpToSelected).And(Kept).When(Adjust with { On = Day("2027-06-20") })
        .Then(Adjusted with { Act = By(CityHr, "2027-06-20", Rules.BaseCycle), Due = Day("2030-07-01") });

    [Fact]
    public void Not_before_it_was_selected() => Given(UpToSelected).When(Adjust with { On = Day("2024-06-30") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第十四条");

    [Fact]
    public void What_was_not_selected_is_not_reviewed() => Given(UpToListed).When(Keep)
        .ThenRefused("base.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Said_twice_it_is_written_once()
    {
        Given(UpToSelected).And(Kept).When(Keep).ThenNothing();
        Given(UpToSelected).And(Adjusted).When(Adjust).ThenNothing();
    }

    [Fact]
    public void What_was_adjusted_away_is_not_reviewed_again() => Given(UpToSelected).And(Adjusted)
        .When(Keep with { On = Day("2027-06-20") }).ThenRefused("base.ended", RefusalKind.WrongState, null)
        .Zh.ShouldContain("调整退出");

    [Fact]
    public void Nor_what_ended_with_its_listing() => Given(UpToSelected).And(Delisted)
        .When(Keep with { On = Day("2027-06-20") }).ThenRefused("base.ended", RefusalKind.WrongState, null)
        .Zh.ShouldContain("移出推荐目录");

    private static Base Base(IEnumerable<IFact> before, params IFact[] then) =>
        Institution.Fold([.. before, .. then]).ShouldBeOfType<Institution.Registered>().Base("b1").ShouldNotBeNull();
}
