using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class ApplyingForListingTests
{
    private static readonly ApplyForListing Professional = new(
        I1, A1, ListingKind.Professional, CityHealth, CityHr, Day("2024-02-01"));

    [Fact]
    public void For_professional_subjects_to_an_industry_authority_of_a_city_with_HR_of_that_city() =>
        Given(Registered).When(Professional).Then(Applied);

    [Theory]
    [InlineData(ListingKind.Public, ProvincialHr, null)]
    [InlineData(ListingKind.Professional, ProvincialHealth, ProvincialHr)]
    [InlineData(ListingKind.Professional, Accountants, ProvincialHr)]
    [InlineData(ListingKind.Professional, CityNurses, CityHr)]
    [InlineData(ListingKind.Online, ProvincialHealth, ProvincialHr)]
    [InlineData(ListingKind.Online, Accountants, ProvincialHr)]
    public void Each_kind_goes_to_those_that_Article_3_names(ListingKind kind, string lead, string? co) =>
        Given(Registered).When(Professional with { Kind = kind, Lead = lead, Co = co })
            .Then(Applied with { Kind = kind, Lead = lead, Co = co });

    [Theory]
    [InlineData(CityHr, null)]
    [InlineData(ProvincialHealth, ProvincialHr)]
    [InlineData(ProvincialHr, ProvincialHealth)]
    public void Public_subjects_are_the_provincial_HRs_alone(string lead, string? co) =>
        Given(Registered).When(Professional with { Kind = ListingKind.Public, Lead = lead, Co = co })
            .ThenRefused("institution.public-is-provincial-hr", RefusalKind.NotAllowed, "2023-1:第三条")
            .Citation!.Words.ShouldStartWith("公需科目");

    [Theory]
    [InlineData(CityHr, null)]
    [InlineData(CityHealth, null)]
    [InlineData(CityHealth, ProvincialHr)]
    [InlineData(CityHealth, OtherCityHr)]
    [InlineData(CityHealth, CityNurses)]
    [InlineData("industry-360102-health", CountyHr)]
    public void Professional_subjects_take_industry_of_a_city_or_above_with_HR_of_the_same_level_and_place(string lead, string? co) =>
        Given(Registered).When(Professional with { Lead = lead, Co = co })
            .ThenRefused("institution.professional-is-industry-with-hr", RefusalKind.NotAllowed, "2023-1:第三条")
            .Citation!.Words.ShouldStartWith("专业科目");

    [Theory]
    [InlineData(CityHealth, CityHr)]
    [InlineData(ProvincialHealth, CityHr)]
    [InlineData(ProvincialHr, null)]
    public void Online_training_takes_the_province(string lead, string? co) =>
        Given(Registered).When(Professional with { Kind = ListingKind.Online, Lead = lead, Co = co })
            .ThenRefused("institution.online-is-provincial-industry-with-hr", RefusalKind.NotAllowed, "2023-1:第三条")
            .Citation!.Words.ShouldStartWith("通过网络方式");

    [Theory]
    [InlineData("industry-320000-health", ProvincialHr)]
    [InlineData(ProvincialHealth, "hr-320000")]
    public void An_authority_of_another_region_determines_nothing_here(string lead, string co) =>
        Given(Registered).When(Professional with { Lead = lead, Co = co })
            .ThenRefused("authority.outside-region", RefusalKind.NotAllowed, "2023-1:第三条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Applied).When(Professional).ThenNothing();

    [Fact]
    public void Said_twice_it_is_written_once_even_after_it_was_listed() => Given(UpToListed).When(Professional).ThenNothing();

    [Fact]
    public void The_same_id_for_another_application_is_refused() => Given(Registered, Applied)
        .When(Professional with { On = Day("2024-02-02") }).ThenRefused("id.taken", RefusalKind.WrongState, null);

    [Fact]
    public void Nobody_applies_in_the_institutions_stead() => Given(Registered).When(Professional with { By = CityHr })
        .ThenRefused("institution.only-itself", RefusalKind.NotAllowed, "2023-1:第七条");

    [Fact]
    public void Not_before_it_is_registered() => Given(Registered).When(Professional with { On = Day("2024-01-09") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第七条");

    [Fact]
    public void An_unknown_institution_is_not_found() => Given().When(Professional)
        .ThenRefused("institution.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void An_institution_known_from_a_list_alone_registers_first() => Given(FoldTests.OnTheList).When(Professional)
        .ThenRefused("institution.not-registered", RefusalKind.WrongState, null);

    [Fact]
    public void A_second_listing_of_the_same_kind_by_the_same_authority_is_refused() =>
        Given(UpToListed).When(Professional with { Application = "a2", On = Day("2024-06-01") })
            .ThenRefused("listing.already-standing", RefusalKind.WrongState, null);

    [Fact]
    public void Another_kind_may_stand_beside_it() => Given(UpToListed)
        .When(new ApplyForListing(I1, "a2", ListingKind.Public, ProvincialHr, null, Day("2024-06-01")))
        .Then(new InstitutionApplied(Itself("2024-06-01", Rules.Application), "a2", ListingKind.Public, ProvincialHr, null));

    [Fact]
    public void After_a_delisting_it_may_apply_again_because_the_law_names_no_bar() => Given(UpToDelisted)
        .When(Professional with { Application = "a2", On = Day("2025-06-01") })
        .Then(Applied with { Application = "a2", Act = Itself("2025-06-01", Rules.Application) });

    [Fact]
    public void Under_a_draft_nothing_is_issued() => Given(Registered).UnderADraft().When(Professional)
        .ThenRefused("rules.draft", RefusalKind.Unlawful, "2023-1:第七条");
}
