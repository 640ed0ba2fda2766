using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Decisions;

public sealed class HearingStatementTests
{
    private static readonly HearStatement Command = new(
        D1, Waived: false, "认为情节不严重", "不予采纳", Day("2025-03-15"), CityHealth);

    [Fact]
    public void The_institution_is_heard_and_what_it_says_is_weighed() => Given(UpToNoticed).When(Command).Then(Heard);

    [Fact]
    public void It_may_waive_it_in_words() => Given(UpToNoticed).When(Command with { Waived = true }).Then(Heard with { Waived = true });

    [Fact]
    public void It_may_still_be_heard_after_the_period() => Given(UpToNoticed).When(Command with { On = Day("2025-03-25") })
        .Then(Heard with { Act = By(CityHealth, "2025-03-25", Rules.Statement) });

    [Fact]
    public void There_is_nothing_to_answer_before_the_notice() => Given(UpToOpened).When(Command)
        .ThenRefused("decision.notice-not-served", RefusalKind.Unlawful, "penalty-law:第四十四条");

    [Fact]
    public void Nor_on_a_day_before_the_notice() => Given(UpToNoticed).When(Command with { On = Day("2025-03-09") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "penalty-law:第四十五条");

    [Fact]
    public void Nobody_else_hears_it() => Given(UpToNoticed).When(Command with { By = CityHr })
        .ThenRefused("decision.not-the-opener", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToDelisted).When(Command).ThenNothing();

    [Fact]
    public void After_the_decision_it_is_too_late() => Given(UpToDelisted).When(Command with { On = Day("2025-04-02") })
        .ThenRefused("decision.already-issued", RefusalKind.WrongState, "259:第二十五条");
}
