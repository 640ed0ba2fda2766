using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Decisions;

public sealed class IssuingDecisionTests
{
    private static readonly IssueDecision Command = new(D1, Day("2025-04-01"), CityHealth);

    private static (string, IFact)[] BothFacts { get; } = [("decision-d1", Issued), ("institution-i1", Delisted)];

    [Fact]
    public void After_notice_and_statement_the_determining_authority_ends_the_listing_in_both_streams() =>
        Given(UpToNoticed).And(Heard).When(Command).ThenOn(BothFacts);

    [Fact]
    public void When_the_period_has_passed_in_silence_it_may_decide() => Given(UpToNoticed).When(Command).ThenOn(BothFacts);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_statement_or_its_waiver_ends_the_waiting(bool waived) => Given(UpToNoticed).And(Heard with { Waived = waived })
        .When(Command with { On = Day("2025-03-16") }).ThenOn(
            ("decision-d1", Issued with { Act = By(CityHealth, "2025-03-16", Rules.Delisting) }),
            ("institution-i1", Delisted with { Act = By(CityHealth, "2025-03-16", Rules.Delisting) }));

    [Fact]
    public void On_the_last_day_of_the_period_it_may_not() => Given(UpToNoticed).When(Command with { On = Day("2025-03-20") })
        .ThenRefused("decision.statement-period-open", RefusalKind.Unlawful, "penalty-law:第四十五条");

    [Fact]
    public void A_statement_of_a_later_day_does_not_end_the_waiting() => Given(UpToNoticed).And(Heard)
        .When(Command with { On = Day("2025-03-14") })
        .ThenRefused("decision.statement-period-open", RefusalKind.Unlawful, "penalty-law:第四十五条");

    [Fact]
    public void Without_the_served_notice_nothing_happens() => Given(UpToOpened).When(Command)
        .ThenRefused("decision.notice-not-served", RefusalKind.Unlawful, "penalty-law:第四十四条");

    [Fact]
    public void It_takes_no_effect_before_the_notice() => Given(UpToNoticed).And(Heard).When(Command with { On = Day("2025-03-09") })
        .ThenRefused("decision.effective-before-notice", RefusalKind.Unlawful, "penalty-law:第四十四条");

    [Theory]
    [InlineData(CityHr)]
    [InlineData(ProvincialHr)]
    [InlineData(ProvincialHealth)]
    public void Another_authority_may_not_and_is_told_whose_it_is(string by) => Given(UpToNoticed).And(Heard)
        .When(Command with { By = by })
        .ThenRefused("institution.not-determining-authority", RefusalKind.NotAllowed, "259:第二十五条")
        .Mend!.ShouldContain(CityHealth);

    [Fact]
    public void An_authority_of_another_region_may_not() => Given(UpToNoticed).When(Command with { By = Foreign })
        .ThenRefused("authority.outside-region", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void A_withdrawn_decision_is_not_issued() => Given(UpToNoticed)
        .And(new DecisionWithdrawn(By(CityHealth, "2025-03-25", Rules.Delisting), "证据不足"))
        .When(Command).ThenRefused("decision.withdrawn", RefusalKind.WrongState, null);

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToDelisted).When(Command).ThenNothing();

    [Fact]
    public void Said_twice_it_is_written_once_even_after_it_was_served() => Given(UpToDelisted)
        .And(new DecisionServed(By(CityHealth, "2025-04-03", Rules.Delisting))).When(Command).ThenNothing();

    [Fact]
    public void Issued_is_issued() => Given(UpToDelisted).When(Command with { On = Day("2025-04-02") })
        .ThenRefused("decision.already-issued", RefusalKind.WrongState, "259:第二十五条");

    [Fact]
    public void An_unknown_decision_is_not_found() => Given(UpToListed).When(Command)
        .ThenRefused("decision.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Under_a_draft_nothing_is_issued() => Given(UpToNoticed).UnderADraft().When(Command)
        .ThenRefused("rules.draft", RefusalKind.Unlawful, "259:第二十五条");
}
