using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class DeterminingListingTests
{
    private static readonly DetermineListing Command = new(I1, A1, L1, Day("2024-03-10"), CityHealth);

    [Fact]
    public void The_authority_applied_to_determines_after_the_review() =>
        Given(Registered, Applied, Reviewed).When(Command).Then(Determined);

    [Fact]
    public void The_article_written_down_is_that_of_the_kind() => Given(
            Registered,
            Applied with { Kind = ListingKind.Public, Lead = ProvincialHr, Co = null },
            Reviewed with { Act = By(ProvincialHr, "2024-03-01", Rules.Review) })
        .When(Command with { By = ProvincialHr })
        .Then(new ListingDetermined(
            By(ProvincialHr, "2024-03-10", Rules.DeterminePublic), A1, L1, ListingKind.Public, ProvincialHr, null));

    [Theory]
    [InlineData(CityHr)]
    [InlineData(ProvincialHealth)]
    [InlineData(Actor.Institution)]
    public void Nobody_else_determines(string by) => Given(Registered, Applied, Reviewed).When(Command with { By = by })
        .ThenRefused("application.not-the-lead", RefusalKind.NotAllowed, "2023-1:第三条");

    [Fact]
    public void Not_without_a_review() => Given(Registered, Applied).When(Command)
        .ThenRefused("application.not-reviewed", RefusalKind.Unlawful, "2023-1:第七条");

    [Fact]
    public void Not_against_the_review() => Given(Registered, Applied, Reviewed with { Recommended = false }).When(Command)
        .ThenRefused("application.not-recommended", RefusalKind.Unlawful, "2023-1:第七条");

    [Fact]
    public void The_day_of_the_review_is_early_enough() => Given(Registered, Applied, Reviewed)
        .When(Command with { On = Day("2024-03-01") })
        .Then(Determined with { Act = By(CityHealth, "2024-03-01", Rules.DetermineProfessional) });

    [Fact]
    public void Not_before_the_review() => Given(Registered, Applied, Reviewed).When(Command with { On = Day("2024-02-29") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第七条");

    [Fact]
    public void An_application_to_the_wrong_authority_gives_it_no_power() => Given(
            Registered, Applied with { Kind = ListingKind.Online }, Reviewed).When(Command)
        .ThenRefused("institution.online-is-provincial-industry-with-hr", RefusalKind.NotAllowed, "2023-1:第三条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToListed).When(Command).ThenNothing();

    [Fact]
    public void The_same_application_under_another_listing_is_refused() => Given(UpToListed).When(Command with { Listing = "l2" })
        .ThenRefused("id.taken", RefusalKind.WrongState, null);

    [Fact]
    public void A_listing_has_one_application() => Given(UpToDelisted)
        .And(Applied with { Application = "a2" }, Reviewed with { Application = "a2" }).When(Command with { Application = "a2" })
        .ThenRefused("id.taken", RefusalKind.WrongState, null);

    [Fact]
    public void Of_two_applications_for_the_same_listing_one_is_determined() => Given(UpToListed)
        .And(Applied with { Application = "a2" }, Reviewed with { Application = "a2" })
        .When(Command with { Application = "a2", Listing = "l2" })
        .ThenRefused("listing.already-standing", RefusalKind.WrongState, null);

    [Fact]
    public void What_was_refused_stays_refused() => Given(
            Registered, Applied, Reviewed, new ApplicationRefused(By(CityHealth, "2024-03-05", Rules.Review), A1, "名额已满"))
        .When(Command).ThenRefused("application.closed", RefusalKind.WrongState, null);

    [Fact]
    public void What_was_not_applied_for_is_not_determined() => Given(Registered).When(Command)
        .ThenRefused("application.not-found", RefusalKind.NotFound, null);
}
