using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.CreditAccounts;

public sealed class RevokingHoursTests
{
    [Fact]
    public void All_recognised_hours_of_the_entry_are_taken_back()
    {
        var fact = Given.Facts(RevokingHours.Decide(Given.Revoke(), Given.WithRecognised, Given.Rules))
            .ShouldHaveSingleItem().ShouldBeOfType<HoursRevoked>();

        fact.Hours.ShouldBe(24m);
        fact.Act.Rule!.Article.ShouldBe("259:第十五条");
        Given.WithRevoked.Totals.All.ShouldBe(0m);
    }

    [Fact]
    public void Said_twice_it_is_written_once() =>
        RevokingHours.Decide(Given.Revoke(), Given.WithRevoked, Given.Rules).ShouldBe(Outcome.Nothing);

    [Fact]
    public void A_claim_has_nothing_to_revoke() =>
        RevokingHours.Decide(Given.Revoke(), Given.WithClaim, Given.Rules).ShouldBeRefused("credits.wrong-state");

    [Fact]
    public void Nothing_is_revoked_from_a_day_before_it_was_recognised() =>
        RevokingHours.Decide(Given.Revoke() with { On = Given.Course.To.AddDays(-1) }, Given.WithRecognised, Given.Rules)
            .ShouldBeRefused("credits.before-its-state");
}
