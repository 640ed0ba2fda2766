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

    [Theory]
    [InlineData("proof-missing", true)]
    [InlineData("proof-missing\n", false)]
    [InlineData("Proof", false)]
    [InlineData("", false)]
    [InlineData("11010519491231002x", false)]
    [InlineData("110105194912310021", false)]
    public void The_code_is_a_word_and_never_a_persons_number(string code, bool valid) =>
        new RefuseHoursValidator().Validate(Refuse with { Code = code }).IsValid.ShouldBe(valid);
}
