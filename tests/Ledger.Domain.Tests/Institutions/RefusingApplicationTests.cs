using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class RefusingApplicationTests
{
    private static readonly RefuseApplication Command = new(I1, A1, "师资不足", Day("2024-03-05"), CityHealth);
    private static readonly ApplicationRefused Fact = new(By(CityHealth, "2024-03-05", Rules.Review), A1, "师资不足");

    [Fact]
    public void Who_may_determine_may_refuse() => Given(Registered, Applied, Reviewed).When(Command).Then(Fact);

    [Fact]
    public void Even_before_the_review() => Given(Registered, Applied).When(Command).Then(Fact);

    [Fact]
    public void The_co_authority_may_not() => Given(Registered, Applied).When(Command with { By = CityHr })
        .ThenRefused("application.not-the-lead", RefusalKind.NotAllowed, "2023-1:第三条");

    [Fact]
    public void Not_before_the_application() => Given(Registered, Applied).When(Command with { On = Day("2024-01-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第七条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Applied, Fact).When(Command).ThenNothing();

    [Fact]
    public void Refused_is_refused() => Given(Registered, Applied, Fact).When(Command with { Reason = "场地不足" })
        .ThenRefused("application.closed", RefusalKind.WrongState, null);

    [Fact]
    public void What_is_determined_is_not_refused() => Given(UpToListed).When(Command with { On = Day("2024-05-01") })
        .ThenRefused("application.closed", RefusalKind.WrongState, null);

    [Fact]
    public void What_was_not_applied_for_is_not_refused() => Given(Registered).When(Command)
        .ThenRefused("application.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void A_refusal_has_a_reason() =>
        Desk.Check(Command with { Reason = " " }).ShouldHaveSingleItem().ErrorCode.ShouldBe("text.empty");
}
