using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Tests.CreditAccounts;

public sealed class RefusingHoursTests
{
    private static readonly RefuseHours Refuse =
        new(Given.Person, Given.Year, Given.Id(1), Given.LaterDay, Given.Authority, "proof-missing", "未提交证明");

    [Fact]
    public void A_claim_may_be_refused_and_said_twice_is_written_once()
    {
        var account = Given.After(Given.WithClaim, RefusingHours.Decide(Refuse, Given.WithClaim, Given.Rules));

        account.Entry(Given.Id(1)).ShouldBeOfType<RefusedEntry>();
        RefusingHours.Decide(Refuse, account, Given.Rules).ShouldBe(Outcome.Nothing);
    }

    [Fact]
    public void What_is_recognised_is_not_refused_any_more() =>
        RefusingHours.Decide(Refuse, Given.WithRecognised, Given.Rules).ShouldBeRefused("credits.wrong-state");

    [Fact]
    public void What_was_refused_may_be_claimed_anew()
    {
        var account = Given.After(Given.WithClaim, RefusingHours.Decide(Refuse, Given.WithClaim, Given.Rules));
        Given.Facts(ClaimingHours.Decide(Given.Claim(Given.Course, entry: 2), account, Given.Rules)).ShouldHaveSingleItem();
    }
}
