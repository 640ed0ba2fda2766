using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Decisions;

public sealed class ServingNoticeTests
{
    private static readonly ServeNotice Command = new(D1, Day("2025-03-20"), Day("2025-03-10"), CityHealth);

    [Fact]
    public void The_institution_is_told_what_is_proposed() => Given(UpToOpened).When(Command).Then(Noticed);

    [Fact]
    public void It_has_time_to_answer() => Given(UpToOpened).When(Command with { StatementsUntil = Day("2025-03-10") })
        .ThenRefused("decision.no-time-for-statements", RefusalKind.Unlawful, "penalty-law:第四十五条");

    [Fact]
    public void A_pack_that_names_a_term_is_followed()
    {
        var pack = RulePackCatalog.Jiangxi;
        var fiveDays = pack with
        {
            Parameters = new Dictionary<string, RuleParameter>(pack.Parameters)
            {
                [Rules.Statement] = pack[Rules.Statement] with { Number = 5, Unit = "日" },
            },
        };

        Given(UpToOpened).Under(fiveDays).When(Command with { StatementsUntil = Day("2025-03-14") })
            .ThenRefused("decision.no-time-for-statements", RefusalKind.Unlawful, "penalty-law:第四十五条");
        Given(UpToOpened).Under(fiveDays).When(Command with { StatementsUntil = Day("2025-03-15") })
            .Then(Noticed with { StatementsUntil = Day("2025-03-15") });
    }

    [Fact]
    public void Nobody_else_serves_it() => Given(UpToOpened).When(Command with { By = CityHr })
        .ThenRefused("decision.not-the-opener", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void Not_before_it_was_opened() => Given(UpToOpened).When(Command with { On = Day("2025-02-28") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "penalty-law:第四十四条");

    [Fact]
    public void Said_twice_it_is_written_once_even_after_the_decision() => Given(UpToDelisted).When(Command).ThenNothing();

    [Fact]
    public void A_decision_has_one_notice() => Given(UpToNoticed).When(Command with { StatementsUntil = Day("2025-03-25") })
        .ThenRefused("decision.notice-already-served", RefusalKind.WrongState, null);

    [Fact]
    public void Without_a_decision_there_is_nothing_to_serve() => Given(UpToListed).When(Command)
        .ThenRefused("decision.not-found", RefusalKind.NotFound, null);
}
