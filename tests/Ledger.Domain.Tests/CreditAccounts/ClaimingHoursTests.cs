using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.CreditAccounts;

public sealed class ClaimingHoursTests
{
    [Fact]
    public void A_claim_is_written_with_the_article_it_rests_on_and_counts_nothing_yet()
    {
        var outcome = ClaimingHours.Decide(Given.Claim(Given.Course), CreditAccount.Initial, Given.Rules);

        var fact = Given.Facts(outcome).ShouldHaveSingleItem().ShouldBeOfType<HoursClaimed>();
        fact.Act.Rule!.Article.ShouldBe("2023-1:第十条");
        fact.Hours.ShouldBe(24m);
        CreditAccount.Fold([fact]).Totals.All.ShouldBe(0m);
    }

    [Fact]
    public void Said_twice_it_is_written_once() =>
        ClaimingHours.Decide(Given.Claim(Given.Course), Given.WithClaim, Given.Rules).ShouldBe(Outcome.Nothing);

    [Fact]
    public void The_same_words_under_another_entry_carry_nothing_new() =>
        ClaimingHours.Decide(Given.Claim(Given.Course, entry: 7), Given.WithRecognised, Given.Rules).ShouldBe(Outcome.Nothing);

    [Theory]
    [InlineData("合成课程一 ")]
    [InlineData(" 合成 课程一")]
    public void Stray_spaces_make_no_other_activity(string activity) =>
        ClaimingHours.Decide(Given.Claim(Given.Course with { Activity = activity }, entry: 7), Given.WithClaim, Given.Rules)
            .ShouldBe(Outcome.Nothing);

    [Fact]
    public void Other_hours_for_the_same_participation_are_a_duplicate_and_the_entry_and_the_way_are_named()
    {
        var outcome = ClaimingHours.Decide(Given.Claim(Given.Course with { Hours = 30m }, entry: 7), Given.WithClaim, Given.Rules);

        var refusal = outcome.ShouldBeRefused("credits.duplicate");
        refusal.Zh.ShouldContain(Given.Id(1).ToString("D"));
        refusal.Mend!.ShouldContain("更正");
        refusal.Citation!.Key.ShouldBe("259:第十七条");
    }

    [Fact]
    public void Another_subject_or_form_is_a_duplicate_too()
    {
        foreach (var said in new[] { Given.Course with { Subject = SubjectKind.Public }, Given.Course with { Form = LearningForm.Online } })
            ClaimingHours.Decide(Given.Claim(said, entry: 7), Given.WithClaim, Given.Rules).ShouldBeRefused("credits.duplicate");
    }

    [Fact]
    public void Another_activity_in_the_same_days_is_another_participation()
    {
        var other = Given.Course with { Activity = "合成讲座", Form = LearningForm.Academic, Hours = 4m };
        Given.Facts(ClaimingHours.Decide(Given.Claim(other, entry: 7), Given.WithClaim, Given.Rules)).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_project_is_known_by_its_id_whatever_the_activity_is_called()
    {
        var first = Given.Course with { Project = "p-1" };
        var account = Given.After(CreditAccount.Initial, ClaimingHours.Decide(Given.Claim(first), CreditAccount.Initial, Given.Rules));

        ClaimingHours.Decide(Given.Claim(first with { Activity = "别的叫法" }, entry: 7), account, Given.Rules).ShouldBe(Outcome.Nothing);
        Given.Facts(ClaimingHours.Decide(Given.Claim(first with { Project = "p-2" }, entry: 7), account, Given.Rules))
            .ShouldHaveSingleItem();
    }

    [Fact]
    public void Hours_count_in_the_year_of_completion()
    {
        var acrossNewYear = Given.Course with { From = new(2024, 12, 28), To = new(2025, 1, 4) };
        Given.Facts(ClaimingHours.Decide(Given.Claim(acrossNewYear), CreditAccount.Initial, Given.Rules)).ShouldHaveSingleItem();

        var lastYear = Given.Course with { From = new(2024, 5, 6), To = new(2024, 5, 9) };
        var refusal = ClaimingHours.Decide(Given.Claim(lastYear), CreditAccount.Initial, Given.Rules).ShouldBeRefused("credits.other-year");
        refusal.Citation!.Article.ShouldBe("第十条");
    }

    [Fact]
    public void What_is_not_completed_cannot_be_claimed()
    {
        var early = Given.Claim(Given.Course) with { On = Given.Course.To.AddDays(-1) };
        ClaimingHours.Decide(early, CreditAccount.Initial, Given.Rules).ShouldBeRefused("credits.not-completed");
    }

    [Fact]
    public void What_was_revoked_may_be_claimed_again_as_a_new_entry()
    {
        Given.Facts(ClaimingHours.Decide(Given.Claim(Given.Course, entry: 7), Given.WithRevoked, Given.Rules)).ShouldHaveSingleItem();

        // The old command come again is not a new claim.
        ClaimingHours.Decide(Given.Claim(Given.Course), Given.WithRevoked, Given.Rules).ShouldBe(Outcome.Nothing);
    }

    [Fact]
    public void An_entry_id_says_one_thing_only()
    {
        var other = Given.Course with { Activity = "合成讲座" };
        ClaimingHours.Decide(Given.Claim(other), Given.WithClaim, Given.Rules).ShouldBeRefused("credits.entry-taken");
    }

    [Fact]
    public void An_account_has_a_limit()
    {
        var full = CreditAccount.Initial;
        for (var n = 1; n <= CreditLimits.EntriesPerAccount; n++)
            full = Given.After(full, ClaimingHours.Decide(Given.Claim(Given.Course with { Activity = $"合成活动{n}" }, n), full, Given.Rules));

        ClaimingHours.Decide(Given.Claim(Given.Course, entry: 1_000), full, Given.Rules).ShouldBeRefused("credits.account-full");
    }

    [Theory]
    [InlineData("0", "credits.hours")]
    [InlineData("-1", "credits.hours")]
    [InlineData("1000000000", "credits.hours")]
    [InlineData("1.2345", "credits.hours")]
    public void Hours_out_of_shape_are_named(string hours, string code)
    {
        var command = Given.Claim(Given.Course with { Hours = decimal.Parse(hours, System.Globalization.CultureInfo.InvariantCulture) });
        new ClaimHoursValidator().Validate(command).Errors.ShouldContain(error => error.ErrorCode == code);
    }

    [Fact]
    public void Each_field_out_of_shape_is_named_by_its_code()
    {
        var said = new Participation(
            (LearningForm)9, (SubjectKind)9, 1m, "'; drop table", "a\u0007b", "有汉字", new(2025, 5, 9), new(2025, 5, 6), "36");
        var codes = new ClaimHoursValidator().Validate(new ClaimHours(Guid.Empty, 1, Guid.Empty, default, "", said))
            .Errors.Select(error => error.ErrorCode);

        codes.ShouldBe(
            ["credits.person", "credits.year", "credits.entry", "credits.on", "credits.by", "credits.form", "credits.subject",
                "credits.project", "credits.activity", "credits.provider", "credits.period", "credits.division"],
            ignoreOrder: true);
    }
}
