using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

/// <summary>The rule that ends a listing, as the decision that ends it meets it.</summary>
public sealed class DelistingInstitutionTests
{
    private static readonly IssueDecision Issue = new(D1, Day("2025-04-01"), CityHealth);

    private static Scenario AfterHearing(DecisionOpened opened) => Given(UpToListed).And(opened, OpenedOnListing, Noticed, Heard);

    [Fact]
    public void Only_serious_circumstances_end_a_listing()
    {
        var refusal = AfterHearing(Opened with { Gravity = Gravity.Ordinary }).When(Issue)
            .ThenRefused("institution.not-serious", RefusalKind.Unlawful, "259:第二十五条");

        refusal.Citation!.Words.ShouldContain("情节严重");
        refusal.Mend!.ShouldContain("责令改正");
    }

    [Fact]
    public void Nothing_ends_without_a_ground() => AfterHearing(Opened with { Ground = " " }).When(Issue)
        .ThenRefused("institution.no-ground", RefusalKind.Unlawful, "259:第二十五条");

    [Fact]
    public void Nothing_ends_twice() => AfterHearing(Opened).And(Delisted with { Decision = "d9" }).When(Issue)
        .ThenRefused("listing.already-ended", RefusalKind.WrongState, "259:第二十五条");

    [Fact]
    public void Nothing_ends_that_was_never_listed() => Given(Registered, Opened, Noticed, Heard).When(Issue)
        .ThenRefused("listing.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Nothing_ends_before_it_is_published() => Given(Registered, Applied, Reviewed, Determined)
        .And(Opened, Noticed, Heard).When(Issue).ThenRefused("listing.not-published", RefusalKind.WrongState, "2023-1:第七条");

    [Fact]
    public void Nothing_ends_before_the_day_it_began() => AfterHearing(Opened).When(Issue with { On = Day("2024-03-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "259:第二十五条");

    [Fact]
    public void Nothing_ends_by_a_decision_while_another_is_open() =>
        Given(UpToListed).And(Opened, OpenedOnListing with { Decision = "d9" }, Noticed, Heard).When(Issue)
            .ThenRefused("listing.decision-open", RefusalKind.WrongState, null);

    [Fact]
    public void The_authority_alone_that_was_written_down_at_the_determination_may_end_it() => AfterHearing(Opened)
        .When(Issue with { By = CityHr }).ThenRefused("institution.not-determining-authority", RefusalKind.NotAllowed, "259:第二十五条")
        .Zh.ShouldContain("会同机关");

    [Fact]
    public void Another_listing_of_the_same_institution_stands()
    {
        var other = new InstitutionListed(
            By(ProvincialHr, "2024-06-01", Rules.Publication), "l2", ListingKind.Public, ProvincialHr, null);

        var institution = Institution.Fold([.. UpToListed, other, Delisted]).ShouldBeOfType<Institution.Registered>();

        institution.Listing(L1).ShouldBeOfType<Listing.Ended>();
        institution.Listing("l2").ShouldBeOfType<Listing.Current>();
    }
}
