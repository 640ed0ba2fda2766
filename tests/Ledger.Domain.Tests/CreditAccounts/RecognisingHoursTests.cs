using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.CreditAccounts;

public sealed class RecognisingHoursTests
{
    private static RecogniseHours Recognise(decimal hours) =>
        new(Given.Person, Given.Year, Given.Id(1), Given.LaterDay, Given.Authority, hours);

    [Fact]
    public void Recognised_hours_count_by_subject_and_form()
    {
        var account = Given.After(Given.WithClaim, RecognisingHours.Decide(Recognise(20m), Given.WithClaim, Given.Rules));

        account.Totals.All.ShouldBe(20m);
        account.Totals[SubjectKind.Professional, LearningForm.Course].ShouldBe(20m);
        account.Totals.Of(SubjectKind.Public).ShouldBe(0m);
    }

    [Fact]
    public void More_than_was_claimed_is_refused_with_its_article() =>
        RecognisingHours.Decide(Recognise(24.5m), Given.WithClaim, Given.Rules)
            .ShouldBeRefused("credits.more-than-claimed").Citation!.Key.ShouldBe("259:第十条");

    [Fact]
    public void Said_twice_it_is_written_once_and_another_figure_is_refused()
    {
        RecognisingHours.Decide(Recognise(24m), Given.WithRecognised, Given.Rules).ShouldBe(Outcome.Nothing);
        RecognisingHours.Decide(Recognise(20m), Given.WithRecognised, Given.Rules).ShouldBeRefused("credits.wrong-state");
    }

    [Fact]
    public void An_entry_that_is_not_there_is_not_found() =>
        RecognisingHours.Decide(Recognise(1m), CreditAccount.Initial, Given.Rules)
            .ShouldBeRefused("credits.no-entry").Kind.ShouldBe(RefusalKind.NotFound);

    [Fact]
    public void Recognition_does_not_take_effect_before_the_claim() =>
        RecognisingHours.Decide(Recognise(1m) with { On = new(2025, 1, 1) }, Given.WithClaim, Given.Rules)
            .ShouldBeRefused("credits.before-its-state");

    [Theory]
    [InlineData("person")]
    [InlineData("employer")]
    [InlineData("institution")]
    [InlineData("hr-320000")]
    public void Nobody_recognises_refuses_corrects_or_revokes_in_a_cause_of_their_own_or_of_another_region(string by)
    {
        Outcome[] outcomes =
        [
            RecognisingHours.Decide(new(Given.Person, Given.Year, Given.Id(1), Given.LaterDay, by, 24m), Given.WithClaim, Given.Rules),
            RefusingHours.Decide(
                new(Given.Person, Given.Year, Given.Id(1), Given.LaterDay, by, "proof-missing", "没有证明"), Given.WithClaim, Given.Rules),
            CorrectingHours.Decide(
                Given.Correct(Given.Course with { Hours = 20m }) with { By = by }, Given.WithRecognised, Given.Rules),
            RevokingHours.Decide(Given.Revoke() with { By = by }, Given.WithRecognised, Given.Rules),
            CreditingHours.Decide(Given.Report(Given.Course) with { RecognisedBy = by }, CreditAccount.Initial, Given.Rules),
        ];
        foreach (var outcome in outcomes)
            outcome.ShouldBeRefused("credits.not-an-authority").Citation!.Key.ShouldBe("259:第十条");
    }

    [Fact]
    public void Who_acts_is_a_code_and_never_a_name()
    {
        var claim = Given.Claim(Given.Course);
        new ClaimHoursValidator().Validate(claim with { By = "person" }).IsValid.ShouldBeTrue();
        new ClaimHoursValidator().Validate(claim with { By = "合成某人" }).Errors.Single().ErrorCode.ShouldBe("credits.by");
    }
}
