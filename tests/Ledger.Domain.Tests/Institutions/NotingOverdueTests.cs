using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

/// <summary>What the ledger notes itself: once, of the day after the last, and nothing where nothing is overdue.</summary>
public sealed class NotingOverdueTests
{
    private static readonly NoteOverdueCorrection Correction = new(I1, "o1", Day("2024-06-02"));
    private static readonly CorrectionOverdue CorrectionNoted = new(Note("2024-06-02", Rules.Correction), "o1", Day("2024-06-01"));
    private static readonly CorrectionAccepted Accepted = new(
        By(CityHealth, "2024-06-05", Rules.Correction), "o1", Day("2024-06-01"));
    private static readonly CorrectionFailed Failed = new(By(CityHealth, "2024-06-05", Rules.Correction), "o1", "逾期仍未公布");

    private static readonly NoteOverduePlan Plan = new(I1, 2025, Day("2025-01-01"));
    private static readonly PlanOverdue PlanNoted = new(Note("2025-01-01", Rules.YearEnd), 2025, Day("2024-12-31"));
    private static readonly AnnualPlanSubmitted Submitted = new(Itself("2024-12-20", Rules.AnnualPlan), "p1", 2025, Day("2024-12-31"));

    private static readonly NoteOverdueBaseReview Review = new(I1, "b1", Day("2027-07-01"), Day("2027-07-02"));
    private static readonly BaseReviewOverdue ReviewNoted = new(Note("2027-07-02", Rules.BaseCycle), "b1", Day("2027-07-01"));
    private static readonly BaseSelected Selected = new(
        By(CityHr, "2024-07-01", Rules.CityBase), "b1", BaseLevel.City, L1, null, Day("2027-07-01"));
    private static readonly BaseReviewed Kept = new(
        By(CityHr, "2027-06-10", Rules.BaseCycle), "b1", true, "示范作用明显", Day("2027-07-01"), Day("2030-07-01"));

    [Fact]
    public void An_order_without_an_outcome_is_noted_on_the_day_after_its_deadline() =>
        Given(Registered, Ordered).When(Correction).Then(CorrectionNoted);

    [Fact]
    public void Noted_late_it_is_still_of_that_day() =>
        Given(Registered, Ordered).When(Correction with { On = Day("2025-02-02") }).Then(CorrectionNoted);

    [Fact]
    public void On_the_last_day_nothing_is_overdue()
    {
        Given(Registered, Ordered).When(Correction with { On = Day("2024-06-01") }).ThenNothing();
        Given(UpToListed).When(Plan with { On = Day("2024-12-31") }).ThenNothing();
        Given(UpToListed).And(Selected).When(Review with { On = Day("2027-07-01") }).ThenNothing();
    }

    [Fact]
    public void What_has_an_outcome_is_not_overdue()
    {
        Given(Registered, Ordered, Accepted).When(Correction).ThenNothing();
        Given(Registered, Ordered, Failed).When(Correction).ThenNothing();
        Given(UpToListed).And(Submitted).When(Plan).ThenNothing();
        Given(UpToListed).And(Selected, Kept).When(Review).ThenNothing();
        Given(UpToListed).And(Selected, Kept with { Kept = false, Until = null }).When(Review).ThenNothing();
    }

    [Fact]
    public void What_was_noted_is_not_noted_again()
    {
        Given(Registered, Ordered, CorrectionNoted).When(Correction).ThenNothing();
        Given(UpToListed).And(PlanNoted).When(Plan).ThenNothing();
        Given(UpToListed).And(Selected, ReviewNoted).When(Review).ThenNothing();
    }

    [Fact]
    public void What_is_not_known_is_not_overdue()
    {
        foreach (ILegalCommand note in (ILegalCommand[])[Correction, Plan, Review])
        {
            Given([]).When(note).ThenNothing();
            Given(FoldTests.OnTheList).When(note).ThenNothing();
            Given(Registered).When(note).ThenNothing();
        }
    }

    [Fact]
    public void Under_a_draft_no_term_is_law()
    {
        Given(Registered, Ordered).UnderADraft().When(Correction).ThenNothing();
        Given(UpToListed).UnderADraft().When(Plan).ThenNothing();
        Given(UpToListed).And(Selected).UnderADraft().When(Review).ThenNothing();
    }

    [Fact]
    public void After_the_note_the_outcome_is_open_and_late()
    {
        Given(Registered, Ordered, CorrectionNoted).When(new AcceptCorrection(I1, "o1", Day("2024-06-05"), CityHealth)).Then(Accepted);
        Given(Registered, Ordered, CorrectionNoted)
            .When(new FailCorrection(I1, "o1", "逾期仍未公布", Day("2024-06-05"), CityHealth)).Then(Failed);

        var institution = Institution.Fold([Registered, Ordered, CorrectionNoted, Accepted]).ShouldBeOfType<Institution.Registered>();
        institution.Correction("o1").ShouldBeOfType<Correction.Accepted>().IsLate.ShouldBeTrue();
    }

    [Fact]
    public void A_delisted_institution_still_has_its_orders_to_correct() =>
        Given([.. UpToDelisted, Ordered]).When(Correction).Then(CorrectionNoted);

    [Fact]
    public void A_year_that_begins_without_a_plan_is_noted() => Given(UpToListed).When(Plan).Then(PlanNoted);

    [Fact]
    public void A_plan_that_was_returned_is_none() => Given(UpToListed)
        .And(Submitted, new AnnualPlanReviewed(By(CityHr, "2024-12-28", Rules.PlanReview), "p1", false, "缺少经费安排"))
        .When(Plan).Then(PlanNoted);

    [Fact]
    public void The_plan_of_another_year_does_not_help() => Given(UpToListed).And(Submitted with { Year = 2024 })
        .When(Plan).Then(PlanNoted);

    [Fact]
    public void Who_is_not_listed_owes_no_plan()
    {
        Given(Registered, Applied, Reviewed, Determined).When(Plan).ThenNothing();
        Given(UpToDelisted).When(Plan with { Year = 2026, On = Day("2026-01-01") }).ThenNothing();
    }

    [Theory]
    [InlineData("2024-11-30", true)]
    [InlineData("2024-12-01", false)]
    [InlineData("2024-12-31", false)]
    public void Who_was_listed_when_the_years_end_had_begun_owes_none_for_it(string since, bool owes)
    {
        var answer = Given(Registered, Listed with { Act = By(CityHr, since, Rules.Publication) }).When(Plan);
        if (owes) answer.Then(PlanNoted);
        else answer.ThenNothing();
    }

    [Theory]
    [InlineData("2024-12-31", true)]
    [InlineData("2025-01-01", false)]
    public void Returned_after_the_last_day_a_plan_was_handed_in_all_the_same(string returned, bool overdue)
    {
        var answer = Given(UpToListed)
            .And(Submitted, new AnnualPlanReviewed(By(CityHr, returned, Rules.PlanReview), "p1", false, "缺少经费安排"))
            .When(Plan with { On = Day("2025-02-02") });
        if (overdue) answer.Then(PlanNoted);
        else answer.ThenNothing();
    }

    [Fact]
    public void Noted_late_it_is_noted_of_who_has_been_delisted_since() => Given(UpToDelisted)
        .When(Plan with { On = Day("2025-05-01") }).Then(PlanNoted);

    [Fact]
    public void Who_changes_listings_at_the_years_end_has_a_year_to_sum_up()
    {
        var ended = Delisted with { Act = By(CityHealth, "2024-12-15", Rules.Delisting) };
        var again = Listed with { Act = By(CityHr, "2024-12-10", Rules.Publication), Listing = "l2" };
        Given([.. UpToListed, again, ended]).When(Plan).Then(PlanNoted);
        Given([.. UpToListed, ended with { Act = By(CityHealth, "2024-11-30", Rules.Delisting) }, again]).When(Plan).ThenNothing();
    }

    [Fact]
    public void A_cycle_that_ends_without_a_review_is_noted() => Given(UpToListed).And(Selected).When(Review).Then(ReviewNoted);

    [Fact]
    public void Each_cycle_is_noted_for_itself() => Given(UpToListed).And(Selected, ReviewNoted, Kept)
        .When(new NoteOverdueBaseReview(I1, "b1", Day("2030-07-01"), Day("2030-07-02")))
        .Then(new BaseReviewOverdue(Note("2030-07-02", Rules.BaseCycle), "b1", Day("2030-07-01")));

    [Fact]
    public void A_base_that_ended_with_its_listing_has_no_review_to_come() => Given([.. UpToListed, Selected, Delisted])
        .When(Review).ThenNothing();

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    public void Ids_have_their_shape(string id)
    {
        Desk.Check(Correction with { Order = id }).ShouldNotBeEmpty();
        Desk.Check(Plan with { Institution = id }).ShouldNotBeEmpty();
        Desk.Check(Review with { Base = id }).ShouldNotBeEmpty();
    }

    [Fact]
    public void Days_and_years_are_those_that_the_ledger_keeps()
    {
        Desk.Check(Correction with { On = new DateOnly(2100, 1, 1) }).ShouldHaveSingleItem().ErrorCode.ShouldBe("day.out-of-range");
        Desk.Check(Plan with { Year = 2100 }).ShouldHaveSingleItem().ErrorCode.ShouldBe("year.out-of-range");
    }

    [Fact]
    public void Nobody_but_the_ledger_notes()
    {
        LedgersOwn.Refuses(Correction, Actor.Ledger).ShouldBeNull();
        LedgersOwn.Refuses(Correction, CityHr).ShouldNotBeNull().Code.ShouldBe("command.ledger-alone");
        LedgersOwn.Refuses(new AcceptCorrection(I1, "o1", Day("2024-06-05"), CityHealth), CityHr).ShouldBeNull();
        ((ILegalCommand)Correction).By.ShouldBe(Actor.Ledger);
        Actor.IsWellFormed(Actor.Ledger).ShouldBeFalse("nobody names the ledger in a command");
    }

    private static Act Note(string day, string rule) => By(Actor.Ledger, day, rule);
}
