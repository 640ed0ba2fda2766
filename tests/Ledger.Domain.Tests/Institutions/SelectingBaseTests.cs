using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class SelectingBaseTests
{
    private static readonly IReadOnlyList<IFact> ListedByTheProvince =
    [
        Registered, new InstitutionListed(
            By(ProvincialHr, "2024-04-01", Rules.Publication), L1, ListingKind.Online, ProvincialHealth, ProvincialHr),
    ];

    private static readonly SelectBase OfTheCity = new(I1, "b1", BaseLevel.City, L1, null, Day("2024-07-01"), CityHr);
    private static readonly SelectBase OfTheProvince =
        new(I1, "b1", BaseLevel.Provincial, L1, 1_500, Day("2024-07-01"), ProvincialHr);

    private static readonly BaseSelected Fact = new(
        By(CityHr, "2024-07-01", Rules.CityBase), "b1", BaseLevel.City, L1, null, Day("2027-07-01"));

    [Fact]
    public void City_HR_selects_from_the_citys_institutions_for_three_years() => Given(UpToListed).When(OfTheCity).Then(Fact);

    [Fact]
    public void Provincial_HR_selects_from_those_of_the_province() => Given(ListedByTheProvince).When(OfTheProvince).Then(
        new BaseSelected(By(ProvincialHr, "2024-07-01", Rules.ProvincialBase), "b1", BaseLevel.Provincial, L1, 1_500, Day("2027-07-01")));

    [Fact]
    public void A_cycle_from_a_leap_day_ends_with_its_month() => Given(
            Registered with { Act = Itself("2024-01-10", Rules.Registration) },
            Listed with { Act = By(CityHr, "2024-02-01", Rules.Publication) })
        .When(OfTheCity with { On = Day("2024-02-29") })
        .Then(Fact with { Act = By(CityHr, "2024-02-29", Rules.CityBase), Until = Day("2027-02-28") });

    [Theory]
    [InlineData(ProvincialHr, BaseLevel.City, "2023-1:第十一条")]
    [InlineData(CountyHr, BaseLevel.City, "2023-1:第十一条")]
    [InlineData(CityHealth, BaseLevel.City, "2023-1:第十一条")]
    [InlineData(CityHr, BaseLevel.Provincial, "2023-1:第十一条")]
    [InlineData(Actor.Institution, BaseLevel.Provincial, "2023-1:第十一条")]
    public void Nobody_but_HR_of_the_same_level_selects(string by, BaseLevel level, string article) => Given(UpToListed)
        .When(OfTheCity with { By = by, BaseLevel = level, TrainedYearly = 1_500 })
        .ThenRefused("base.not-a-selecting-authority", RefusalKind.NotAllowed, article);

    [Fact]
    public void A_citys_institution_is_no_base_of_the_province() => Given(UpToListed).When(OfTheProvince)
        .ThenRefused("base.listing-of-another-level", RefusalKind.Unlawful, "2023-1:第十一条");

    [Fact]
    public void Nor_one_of_another_city() => Given(UpToListed).When(OfTheCity with { By = OtherCityHr })
        .ThenRefused("base.listing-of-another-level", RefusalKind.Unlawful, "2023-1:第十一条");

    [Fact]
    public void What_is_not_listed_is_not_selected() => Given(Registered, Applied, Reviewed, Determined).When(OfTheCity)
        .ThenRefused("base.listing-not-current", RefusalKind.WrongState, "2023-1:第十一条");

    [Fact]
    public void What_is_listed_no_longer_is_not_selected() => Given(UpToDelisted).When(OfTheCity with { On = Day("2025-05-01") })
        .ThenRefused("base.listing-not-current", RefusalKind.WrongState, "2023-1:第十一条");

    [Fact]
    public void Not_before_it_was_listed() => Given(UpToListed).When(OfTheCity with { On = Day("2024-03-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第十一条");

    [Theory]
    [InlineData(1_499)]
    [InlineData(null)]
    public void A_provincial_base_trains_fifteen_hundred_a_year(int? trainees) => Given(ListedByTheProvince)
        .When(OfTheProvince with { TrainedYearly = trainees })
        .ThenRefused("base.too-few-trainees", RefusalKind.Unlawful, "2023-1:第十二条");

    [Fact]
    public void A_second_base_of_the_level_is_refused() => Given(UpToListed).And(Fact).When(OfTheCity with { Base = "b2" })
        .ThenRefused("base.already-standing", RefusalKind.WrongState, null);

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToListed).And(Fact).When(OfTheCity).ThenNothing();

    [Fact]
    public void The_same_id_for_another_base_is_refused() => Given(UpToListed).And(Fact)
        .When(OfTheCity with { On = Day("2024-07-02") }).ThenRefused("id.taken", RefusalKind.WrongState, null);

    [Fact]
    public void The_end_of_its_listing_is_the_end_of_the_base()
    {
        var ended = Institution.Fold([.. UpToListed, Fact, Delisted]).ShouldBeOfType<Institution.Registered>()
            .Base("b1").ShouldBeOfType<Base.Ended>();
        (ended.On, ended.Delisting).ShouldBe((Day("2025-04-01"), Delisted));
    }

    [Fact]
    public void The_end_of_another_listing_is_not()
    {
        var other = new InstitutionListed(By(ProvincialHr, "2024-04-01", Rules.Publication), "l2", ListingKind.Public, ProvincialHr, null);
        Institution.Fold([.. UpToListed, other, Fact with { Listing = "l2" }, Delisted]).ShouldBeOfType<Institution.Registered>()
            .Base("b1").ShouldBeOfType<Base.Current>();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(SelectBaseValidator.MostTrainedYearly + 1)]
    public void More_people_than_there_are_is_malformed(int trainees) => Desk.Check(OfTheProvince with { TrainedYearly = trainees })
        .ShouldHaveSingleItem().ErrorCode.ShouldBe("trained-yearly.out-of-range");

    [Fact]
    public void A_level_that_there_is_not_is_malformed() => Desk.Check(OfTheCity with { BaseLevel = (BaseLevel)9 })
        .ShouldHaveSingleItem().ErrorCode.ShouldBe("base-level.unknown");
}
