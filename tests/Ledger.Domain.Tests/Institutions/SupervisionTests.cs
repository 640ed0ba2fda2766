using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

/// <summary>The institution stands in 360100; 360700 is another city, 360102 a county of its own.</summary>
public sealed class SupervisionTests
{
    private const string OtherCityHealth = "industry-360700-health";

    public static TheoryData<string> Acts => [.. Commands(OtherCityHr).Keys];

    [Theory]
    [MemberData(nameof(Acts))]
    public void HR_of_another_city_has_no_say(string act) => Given(UpToListed).When(Commands(OtherCityHr)[act])
        .ThenRefused("authority.other-territory", RefusalKind.NotAllowed, "259:第五条");

    [Fact]
    public void Nor_has_the_industry_authority_of_another_city() => Given(UpToListed).When(Commands(OtherCityHealth)["warn"])
        .ThenRefused("authority.other-territory", RefusalKind.NotAllowed, "259:第五条");

    [Fact]
    public void The_province_has_one_everywhere() => Given(UpToListed).When(Commands(ProvincialHr)["warn"])
        .Then(new InstitutionWarned(By(ProvincialHr, "2024-06-01", Rules.Warning), "w1", "乱收费"));

    [Fact]
    public void Who_determined_the_listing_has_one_wherever_the_institution_stands()
    {
        IReadOnlyList<IFact> elsewhere = [Registered with { Division = "360700" }, Applied, Reviewed, Determined, Listed];
        Given(elsewhere).When(Commands(CityHealth)["warn"])
            .Then(new InstitutionWarned(By(CityHealth, "2024-06-01", Rules.Warning), "w1", "乱收费"));
    }

    [Fact]
    public void Who_determined_the_listing_assesses_and_inspects_under_the_article_that_says_so()
    {
        Given(UpToListed).When(Commands(CityHealth)["assess"])
            .Then(Assessed with { Act = By(CityHealth, "2024-06-01", Rules.WhoDeterminesManages) });
        Given(UpToListed).When(Commands(CityHealth)["inspect"]).Then(
            new InstitutionInspected(By(CityHealth, "2024-06-01", Rules.WhoDeterminesManages), "n1", true, "档案齐全", false));
    }

    [Fact]
    public void Once_the_listing_has_ended_it_no_longer_does() => Given(UpToDelisted)
        .When((AssessInstitution)Commands(CityHealth)["assess"] with { On = Day("2025-05-01") })
        .ThenRefused("institution.assessment-is-hr", RefusalKind.NotAllowed, "259:第十八条");

    private static Dictionary<string, ILegalCommand> Commands(string by) => new()
    {
        ["inspect"] = new InspectInstitution(I1, "n1", Announced: true, "档案齐全", ViolationFound: false, Day("2024-06-01"), by),
        ["assess"] = new AssessInstitution(I1, "s1", 2024, AssessmentGrade.Qualified, null, Day("2024-06-01"), by),
        ["order"] = new OrderCorrection(I1, "o1", "乱收费", Day("2024-07-01"), Day("2024-06-01"), by),
        ["warn"] = new WarnInstitution(I1, "w1", "乱收费", Day("2024-06-01"), by),
        ["criticise"] = new CriticiseInstitution(I1, "c1", "乱收费", Day("2024-06-01"), by),
    };
}
