using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Decisions;

public sealed class ServingDecisionTests
{
    private static readonly ServeDecision Command = new(D1, Day("2025-04-03"), CityHealth);
    private static readonly DecisionServed Fact = new(By(CityHealth, "2025-04-03", Rules.Delisting));

    [Fact]
    public void Who_issued_it_serves_it() => Given(UpToDelisted).When(Command).Then(Fact);

    [Fact]
    public void Nobody_else_does() => Given(UpToDelisted).When(Command with { By = CityHr })
        .ThenRefused("decision.not-the-opener", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void Not_before_it_was_issued() => Given(UpToDelisted).When(Command with { On = Day("2025-03-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "259:第二十五条");

    [Fact]
    public void What_was_not_issued_is_not_served() => Given(UpToNoticed).When(Command)
        .ThenRefused("decision.not-issued", RefusalKind.WrongState, null);

    [Fact]
    public void What_is_unknown_is_not_served() => Given(UpToListed).When(Command)
        .ThenRefused("decision.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToDelisted).And(Fact).When(Command).ThenNothing();

    [Fact]
    public void Served_is_served() => Given(UpToDelisted).And(Fact).When(Command with { On = Day("2025-04-04") })
        .ThenRefused("decision.already-served", RefusalKind.WrongState, null);
}
