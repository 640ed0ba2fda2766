using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.CreditAccounts;

public sealed class CorrectingHoursTests
{
    private static readonly Participation Right = Given.Course with { Hours = 20m, Subject = SubjectKind.Public };

    private static CreditAccount Corrected =>
        Given.After(Given.WithRecognised, CorrectingHours.Decide(Given.Correct(Right), Given.WithRecognised, Given.Rules));

    [Fact]
    public void A_correction_reverses_and_restates_in_one_append()
    {
        var facts = Given.Facts(CorrectingHours.Decide(Given.Correct(Right), Given.WithRecognised, Given.Rules));

        facts.Count.ShouldBe(2);
        facts[0].ShouldBeOfType<HoursReversed>().Hours.ShouldBe(24m);
        facts[1].ShouldBeOfType<HoursRestated>().Replaces.ShouldBe(Given.Id(1));
        Corrected.Totals.Of(SubjectKind.Professional).ShouldBe(0m);
        Corrected.Totals.Of(SubjectKind.Public).ShouldBe(20m);
        Corrected.Entry(Given.Id(1)).ShouldBeOfType<ReversedEntry>().ReplacedBy.ShouldBe(Given.Id(2));
    }

    [Fact]
    public void Said_twice_it_is_written_once() =>
        CorrectingHours.Decide(Given.Correct(Right), Corrected, Given.Rules).ShouldBe(Outcome.Nothing);

    [Fact]
    public void What_was_corrected_away_is_not_corrected_again() =>
        CorrectingHours.Decide(Given.Correct(Right with { Hours = 10m }, newEntry: 3), Corrected, Given.Rules)
            .ShouldBeRefused("credits.wrong-state");

    [Fact]
    public void The_restated_entry_may_be_corrected_in_its_turn()
    {
        var again = Given.Correct(Right with { Hours = 10m }, entry: 2, newEntry: 3);
        Given.After(Corrected, CorrectingHours.Decide(again, Corrected, Given.Rules)).Totals.All.ShouldBe(10m);
    }

    [Fact]
    public void A_correction_that_changes_nothing_is_refused() =>
        CorrectingHours.Decide(Given.Correct(Given.Course), Given.WithRecognised, Given.Rules)
            .ShouldBeRefused("credits.nothing-to-correct");

    [Fact]
    public void A_correction_may_not_run_into_another_entry_that_stands()
    {
        var other = Given.Course with { Activity = "合成讲座" };
        var report = CreditingHours.Decide(Given.Report(other, entry: 5), Given.WithRecognised, Given.Rules);
        var account = Given.After(Given.WithRecognised, report);

        CorrectingHours.Decide(Given.Correct(other with { Hours = 1m }), account, Given.Rules)
            .ShouldBeRefused("credits.duplicate").Zh.ShouldContain(Given.Id(5).ToString("D"));
    }

    [Fact]
    public void A_correction_stays_in_its_year()
    {
        var otherYear = Given.Course with { From = new(2024, 5, 6), To = new(2024, 5, 9) };
        CorrectingHours.Decide(Given.Correct(otherYear), Given.WithRecognised, Given.Rules).ShouldBeRefused("credits.other-year");
    }

    [Fact]
    public void A_claim_that_is_not_recognised_is_refused_and_claimed_anew_instead() =>
        CorrectingHours.Decide(Given.Correct(Right), Given.WithClaim, Given.Rules).ShouldBeRefused("credits.wrong-state");
}
