using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class ListingInstitutionTests
{
    private static readonly ListInstitution Command = new(I1, L1, Day("2024-04-01"), CityHr);

    [Fact]
    public void HR_publishes_what_was_determined_with_it() =>
        Given(Registered, Applied, Reviewed, Determined).When(Command).Then(Listed);

    [Fact]
    public void Where_HR_determined_alone_it_publishes_itself()
    {
        var determined = new ListingDetermined(
            By(ProvincialHr, "2024-03-10", Rules.DeterminePublic), A1, L1, ListingKind.Public, ProvincialHr, null);

        Given(Registered, Applied, Reviewed, determined).When(Command with { By = ProvincialHr }).Then(new InstitutionListed(
            By(ProvincialHr, "2024-04-01", Rules.Publication), L1, ListingKind.Public, ProvincialHr, null));
    }

    [Theory]
    [InlineData(CityHealth)]
    [InlineData(ProvincialHr)]
    [InlineData(Actor.Institution)]
    public void Nobody_else_publishes(string by) => Given(Registered, Applied, Reviewed, Determined).When(Command with { By = by })
        .ThenRefused("listing.not-the-publisher", RefusalKind.NotAllowed, "2023-1:第七条");

    [Fact]
    public void Not_before_it_is_determined() => Given(Registered, Applied, Reviewed, Determined)
        .When(Command with { On = Day("2024-03-09") }).ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第七条");

    [Fact]
    public void What_was_not_determined_is_not_published() => Given(Registered, Applied, Reviewed).When(Command)
        .ThenRefused("listing.not-found", RefusalKind.NotFound, "2023-1:第七条");

    [Fact]
    public void Said_twice_it_is_written_once_even_after_the_end()
    {
        Given(UpToListed).When(Command).ThenNothing();
        Given(UpToDelisted).When(Command).ThenNothing();
    }

    [Fact]
    public void A_listing_has_one_first_day() => Given(UpToListed).When(Command with { On = Day("2024-04-02") })
        .ThenRefused("id.taken", RefusalKind.WrongState, null);

    [Fact]
    public void What_has_ended_is_not_published_again() => Given(UpToDelisted).When(Command with { On = Day("2025-05-01") })
        .ThenRefused("listing.already-ended", RefusalKind.WrongState, "259:第二十五条");
}
