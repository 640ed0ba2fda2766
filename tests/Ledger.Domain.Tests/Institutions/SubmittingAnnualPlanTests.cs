using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class SubmittingAnnualPlanTests
{
    private static readonly IReadOnlyList<Evidence> Papers = [new("工作总结", new string('a', 64)), new("工作计划", new string('b', 64))];

    private static readonly SubmitAnnualPlan Command = new(I1, "p1", 2025, Day("2024-12-20"), Evidence: Papers);

    private static readonly AnnualPlanSubmitted Fact = new(
        Itself("2024-12-20", Rules.AnnualPlan) with { Evidence = Papers }, "p1", 2025, Day("2024-12-31"));

    private static readonly AnnualPlanReviewed Returned = new(By(CityHr, "2024-12-28", Rules.PlanReview), "p1", false, "缺少经费安排");

    [Fact]
    public void The_institution_hands_in_summary_and_plan_at_the_years_end() => Given(UpToListed).When(Command).Then(Fact);

    [Fact]
    public void Nobody_hands_it_in_for_the_institution() => Given(UpToListed).When(Command with { By = CityHr })
        .ThenRefused("institution.only-itself", RefusalKind.NotAllowed, "2023-1:第十五条");

    [Theory]
    [InlineData("工作总结", "工作计划")]
    [InlineData("工作计划", "工作总结")]
    public void Both_papers_belong_to_it(string shown, string missing) => Given(UpToListed)
        .When(Command with { Evidence = [.. Papers.Where(paper => paper.Kind == shown)] })
        .ThenRefused("plan.incomplete", RefusalKind.Unlawful, "2023-1:第十五条").Zh.ShouldContain(missing);

    [Fact]
    public void Without_papers_it_is_none() => Given(UpToListed).When(Command with { Evidence = null })
        .ThenRefused("plan.incomplete", RefusalKind.Unlawful, "2023-1:第十五条").Zh.ShouldContain("工作总结、工作计划");

    [Fact]
    public void The_year_after_the_next_is_not_planned_for_yet() => Given(UpToListed).When(Command with { Year = 2026 })
        .ThenRefused("plan.year-too-far", RefusalKind.Unlawful, "2023-1:第十五条");

    [Fact]
    public void What_comes_late_is_taken_and_says_so()
    {
        var late = Fact with { Act = Itself("2025-01-15", Rules.AnnualPlan) with { Evidence = Papers } };
        Given(UpToListed).And(Overdue).When(Command with { On = Day("2025-01-15") }).Then(late);
        Plan([.. UpToListed, Overdue, late]).IsLate.ShouldBeTrue();
        Plan([.. UpToListed, Fact]).IsLate.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2024-12-01", "2025-01-15", 2025)]
    [InlineData("2025-01-10", "2025-01-15", 2025)]
    [InlineData("2023-07-10", "2023-07-15", 2023)]
    public void Who_owed_none_for_the_year_is_not_late_with_it(string listed, string on, int year) =>
        Given(
                Registered with { Act = Itself("2023-07-01", Rules.Registration) },
                Listed with { Act = By(CityHr, listed, Rules.Publication) })
            .When(Command with { On = Day(on), Year = year })
            .Then(Fact with { Act = Itself(on, Rules.AnnualPlan) with { Evidence = Papers }, Year = year, Due = null });

    [Fact]
    public void Handed_in_in_time_and_returned_later_it_comes_again_without_being_late() =>
        Given(UpToListed).And(Fact, Returned with { Act = By(CityHr, "2025-01-06", Rules.PlanReview) })
            .When(Command with { Plan = "p2", On = Day("2025-01-15") })
            .Then(Fact with { Plan = "p2", Act = Itself("2025-01-15", Rules.AnnualPlan) with { Evidence = Papers }, Due = null });

    [Fact]
    public void Said_again_after_the_listing_was_entered_it_is_the_same_plan() =>
        Given(Registered, Fact with { Due = null }, Listed).When(Command).ThenNothing();

    [Fact]
    public void A_second_plan_for_the_year_is_refused_while_the_first_stands() => Given(UpToListed).And(Fact)
        .When(Command with { Plan = "p2" }).ThenRefused("plan.already-submitted", RefusalKind.WrongState, null);

    [Fact]
    public void What_was_returned_is_handed_in_again_under_another_id() => Given(UpToListed).And(Fact, Returned)
        .When(Command with { Plan = "p2", On = Day("2024-12-30") })
        .Then(Fact with { Plan = "p2", Act = Itself("2024-12-30", Rules.AnnualPlan) with { Evidence = Papers } });

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToListed).And(Fact).When(Command).ThenNothing();

    [Fact]
    public void The_same_id_for_another_plan_is_refused() => Given(UpToListed).And(Fact).When(Command with { Year = 2024 })
        .ThenRefused("id.taken", RefusalKind.WrongState, null);

    [Fact]
    public void Who_is_not_registered_hands_nothing_in() => Given([]).When(Command)
        .ThenRefused("institution.not-found", RefusalKind.NotFound, null);

    [Theory]
    [InlineData(1980)]
    [InlineData(2100)]
    public void A_year_that_the_ledger_does_not_keep_is_malformed(int year) => Desk.Check(Command with { Year = year })
        .ShouldHaveSingleItem().ErrorCode.ShouldBe("year.out-of-range");

    private static PlanOverdue Overdue { get; } = new(By(Actor.Ledger, "2025-01-01", Rules.YearEnd), 2025, Day("2024-12-31"));

    private static AnnualPlan Plan(IEnumerable<IFact> facts) =>
        Institution.Fold(facts).ShouldBeOfType<Institution.Registered>().Plan("p1").ShouldNotBeNull();
}
