using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.CreditAccounts;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;

namespace Ledger.Domain.Tests.RulePacks;

/// <summary>Order 259 is in force from 1 March 2023, 赣人社规〔2023〕1号 from 1 July 2023 (decision 0007).</summary>
public sealed class InForceTests
{
    private static readonly RegisterInstitution Register = new(
        I1, "示例培训中心", "示例大学", null, "360100", Day("2023-03-01"), Actor.Institution);

    [Fact]
    public void An_act_rests_on_an_article_from_its_first_day_in_force()
    {
        Scenario.Given([]).When(Register).Then(
            new InstitutionRegistered(Itself("2023-03-01", Rules.Registration), "示例培训中心", "示例大学", null, "360100"));
        Scenario.Given([]).When(Register with { On = Day("2023-02-28") })
            .ThenRefused("rules.not-in-force", RefusalKind.Unlawful, "259:第十三条");
    }

    [Fact]
    public void Each_instrument_has_its_own_first_day()
    {
        var registered = new InstitutionRegistered(Itself("2023-03-01", Rules.Registration), "示例培训中心", "示例大学", null, "360100");
        var apply = new ApplyForListing(I1, A1, ListingKind.Professional, CityHealth, CityHr, Day("2023-06-30"));
        Scenario.Given(registered).When(apply).ThenRefused("rules.not-in-force", RefusalKind.Unlawful, "2023-1:第七条");
        Scenario.Given(registered).When(apply with { On = Day("2023-07-01") })
            .Then(Applied with { Act = Itself("2023-07-01", Rules.Application) });
    }

    [Fact]
    public void Hours_of_an_earlier_day_are_taken_and_name_no_article()
    {
        var course = Given.Course with { From = new(2022, 5, 6), To = new(2022, 5, 9) };
        var report = Given.Report(course) with { Year = 2022, On = course.To };
        var facts = Given.Facts(CreditingHours.Decide(report, CreditAccount.Initial, Given.Rules));
        facts.Cast<ILegalFact>().ShouldAllBe(fact => fact.Act.Rule == null);
        CreditAccount.Fold(facts).Totals.All.ShouldBe(24m);
    }

    [Fact]
    public void A_claim_of_today_for_an_earlier_year_rests_on_the_article_of_today()
    {
        var course = Given.Course with { From = new(2022, 5, 6), To = new(2022, 5, 9) };
        var claim = Given.Claim(course) with { Year = 2022, On = new(2025, 1, 10) };
        Given.Facts(ClaimingHours.Decide(claim, CreditAccount.Initial, Given.Rules)).Cast<ILegalFact>().Single()
            .Act.Rule!.Article.ShouldBe("2023-1:第十条");
    }
}
