using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Decisions;

public sealed class OpeningDecisionTests
{
    private static readonly OpenDecision Command = new(
        D1, I1, L1, Gravity.Serious, "出具虚假证明", Day("2025-03-01"), CityHealth);

    [Fact]
    public void The_determining_authority_opens_it_on_both_streams() => Given(UpToListed).When(Command)
        .ThenOn(("decision-d1", Opened), ("institution-i1", OpenedOnListing));

    [Theory]
    [InlineData(CityHr, "会同机关")]
    [InlineData(ProvincialHr, "不是原确定机关")]
    [InlineData(ProvincialHealth, "不是原确定机关")]
    [InlineData(Actor.Institution, "不是原确定机关")]
    public void Nobody_else_does_and_is_told_whose_it_is(string by, string why)
    {
        var refusal = Given(UpToListed).When(Command with { By = by })
            .ThenRefused("institution.not-determining-authority", RefusalKind.NotAllowed, "259:第二十五条");

        refusal.Zh.ShouldContain(why);
        refusal.Mend!.ShouldContain(CityHealth);
        refusal.Citation!.Words.ShouldContain("由原确定机关将其名单移出");
    }

    [Fact]
    public void One_decision_on_a_listing_at_a_time() => Given(UpToOpened).When(Command with { Decision = "d2" })
        .ThenRefused("listing.decision-open", RefusalKind.WrongState, null);

    [Fact]
    public void After_a_withdrawal_another_may_be_opened()
    {
        var withdrawn = new DelistingWithdrawn(By(CityHealth, "2025-03-05", Rules.Delisting), L1, D1);

        Given(UpToOpened).And(withdrawn).When(Command with { Decision = "d2", On = Day("2025-03-06") }).ThenOn(
            ("decision-d2", Opened with { Act = By(CityHealth, "2025-03-06", Rules.Delisting) }),
            ("institution-i1", new DelistingOpened(By(CityHealth, "2025-03-06", Rules.Delisting), L1, "d2")));
    }

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToDelisted).When(Command).ThenNothing();

    [Fact]
    public void The_same_id_for_another_decision_is_refused() => Given(UpToOpened).When(Command with { Ground = "乱收费" })
        .ThenRefused("id.taken", RefusalKind.WrongState, null);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Without_a_ground_it_is_refused_with_the_article(string? ground) => Given(UpToListed).When(Command with { Ground = ground })
        .ThenRefused("institution.no-ground", RefusalKind.Unlawful, "259:第二十五条");

    [Fact]
    public void What_is_not_listed_cannot_be_delisted() => Given(Registered).When(Command)
        .ThenRefused("listing.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Nor_what_is_not_published_yet() => Given(Registered, Applied, Reviewed, Determined).When(Command)
        .ThenRefused("listing.not-published", RefusalKind.WrongState, "2023-1:第七条");

    [Fact]
    public void Nor_what_has_ended() => Given(UpToDelisted).When(Command with { Decision = "d2" })
        .ThenRefused("listing.already-ended", RefusalKind.WrongState, "259:第二十五条");

    [Fact]
    public void Not_before_it_was_listed() => Given(UpToListed).When(Command with { On = Day("2024-03-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "259:第二十五条");

    [Fact]
    public void An_unknown_institution_is_not_found() => Given().When(Command)
        .ThenRefused("institution.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Under_a_draft_nothing_is_issued() => Given(UpToListed).UnderADraft().When(Command)
        .ThenRefused("rules.draft", RefusalKind.Unlawful, "259:第二十五条");
}
