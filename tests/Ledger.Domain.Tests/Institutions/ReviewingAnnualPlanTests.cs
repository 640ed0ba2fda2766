using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class ReviewingAnnualPlanTests
{
    private static readonly AnnualPlanSubmitted Submitted = new(
        Itself("2024-12-20", Rules.AnnualPlan), "p1", 2025, Day("2024-12-31"));

    private static readonly ReviewAnnualPlan Command = new(I1, "p1", Approved: true, null, Day("2024-12-28"), CityHr);
    private static readonly AnnualPlanReviewed Fact = new(By(CityHr, "2024-12-28", Rules.PlanReview), "p1", true, null);

    [Theory]
    [InlineData(CityHr)]
    [InlineData(CountyHr)]
    [InlineData(CityHealth)]
    [InlineData(ProvincialHealth)]
    public void HR_or_an_industry_authority_of_its_territory_reviews(string by) => Given(UpToListed).And(Submitted)
        .When(Command with { By = by }).Then(Fact with { Act = By(by, "2024-12-28", Rules.PlanReview) });

    [Fact]
    public void It_may_be_returned_with_a_reason() => Given(UpToListed).And(Submitted)
        .When(Command with { Approved = false, Reason = "缺少经费安排" }).Then(Fact with { Approved = false, Reason = "缺少经费安排" });

    [Fact]
    public void It_is_not_returned_without_one() => Given(UpToListed).And(Submitted).When(Command with { Approved = false })
        .ThenRefused("plan.returned-without-reason", RefusalKind.Unlawful, "2023-1:第十五条");

    [Theory]
    [InlineData(CityNurses)]
    [InlineData(Actor.Institution)]
    public void Neither_an_organisation_nor_the_institution_reviews(string by) => Given(UpToListed).And(Submitted)
        .When(Command with { By = by }).ThenRefused("plan.not-a-reviewing-authority", RefusalKind.NotAllowed, "2023-1:第十五条");

    [Fact]
    public void HR_of_another_city_has_no_say() => Given(UpToListed).And(Submitted).When(Command with { By = OtherCityHr })
        .ThenRefused("authority.other-territory", RefusalKind.NotAllowed, "259:第五条");

    [Fact]
    public void Not_before_it_was_handed_in() => Given(UpToListed).And(Submitted).When(Command with { On = Day("2024-12-19") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第十五条");

    [Fact]
    public void What_was_not_handed_in_is_not_reviewed() => Given(UpToListed).When(Command)
        .ThenRefused("plan.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToListed).And(Submitted, Fact).When(Command).ThenNothing();

    [Fact]
    public void What_was_reviewed_is_not_reviewed_otherwise() => Given(UpToListed).And(Submitted, Fact)
        .When(Command with { Approved = false, Reason = "缺少经费安排" })
        .ThenRefused("plan.already-reviewed", RefusalKind.WrongState, null);
}
