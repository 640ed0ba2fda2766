using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.CreditAccounts;

public sealed class CreditingHoursTests
{
    [Fact]
    public void A_report_is_claim_and_recognition_in_one()
    {
        var facts = Given.Facts(CreditingHours.Decide(Given.Report(Given.Course), CreditAccount.Initial, Given.Rules));

        facts[0].ShouldBeOfType<HoursClaimed>().Import.ShouldBe("import-1");
        var recognised = facts[1].ShouldBeOfType<HoursRecognised>();
        (recognised.Act.By, recognised.Hours, recognised.Act.Rule!.Article).ShouldBe((Given.Authority, 24m, "259:第十条"));
    }

    [Fact]
    public void A_report_of_what_was_claimed_recognises_the_claim() =>
        Given.Facts(CreditingHours.Decide(Given.Report(Given.Course, entry: 9), Given.WithClaim, Given.Rules))
            .ShouldHaveSingleItem().ShouldBeOfType<HoursRecognised>().Entry.ShouldBe(Given.Id(1));

    [Fact]
    public void A_report_come_again_carries_nothing_new() =>
        CreditingHours.Decide(Given.Report(Given.Course, entry: 9), Given.WithRecognised, Given.Rules).ShouldBe(Outcome.Nothing);

    [Fact]
    public void A_report_come_again_does_not_bring_back_what_was_revoked() =>
        CreditingHours.Decide(Given.Report(Given.Course, entry: 9), Given.WithRevoked, Given.Rules).ShouldBeRefused("credits.ended-before");

    [Fact]
    public void A_mended_report_after_a_revocation_is_taken() =>
        Given.Facts(CreditingHours.Decide(Given.Report(Given.Course with { Hours = 8m }, entry: 9), Given.WithRevoked, Given.Rules))
            .Count.ShouldBe(2);
}
