using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Decisions;

public sealed class WithdrawingDecisionTests
{
    private static readonly WithdrawDecision Command = new(D1, "证据不足", Day("2025-03-25"), CityHealth);
    private static readonly DecisionWithdrawn Fact = new(By(CityHealth, "2025-03-25", Rules.Delisting), "证据不足");

    [Fact]
    public void Who_opened_it_lets_it_go_on_both_streams() => Given(UpToNoticed).When(Command).ThenOn(
        ("decision-d1", Fact),
        ("institution-i1", new DelistingWithdrawn(By(CityHealth, "2025-03-25", Rules.Delisting), L1, D1)));

    [Fact]
    public void Nobody_else_does() => Given(UpToNoticed).When(Command with { By = CityHr })
        .ThenRefused("decision.not-the-opener", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void Not_before_it_was_opened() => Given(UpToOpened).When(Command with { On = Day("2025-02-28") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "259:第二十五条");

    [Fact]
    public void What_was_issued_is_not_withdrawn() => Given(UpToDelisted).When(Command with { On = Day("2025-04-02") })
        .ThenRefused("decision.already-issued", RefusalKind.WrongState, "259:第二十五条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToNoticed).And(Fact).When(Command).ThenNothing();

    [Fact]
    public void Withdrawn_is_withdrawn() => Given(UpToNoticed).And(Fact).When(Command with { Reason = "另行立案" })
        .ThenRefused("decision.withdrawn", RefusalKind.WrongState, null);

    [Fact]
    public void What_is_unknown_is_not_withdrawn() => Given(UpToListed).When(Command)
        .ThenRefused("decision.not-found", RefusalKind.NotFound, null);
}
