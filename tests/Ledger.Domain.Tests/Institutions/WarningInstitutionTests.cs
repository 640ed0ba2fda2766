using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class WarningInstitutionTests
{
    private static readonly WarnInstitution Command = new(I1, "w1", "未按计划施教", Day("2024-05-01"), CityHr);
    private static readonly InstitutionWarned Fact = new(By(CityHr, "2024-05-01", Rules.Warning), "w1", "未按计划施教");

    [Fact]
    public void HR_warns() => Given(UpToListed).When(Command).Then(Fact);

    [Fact]
    public void So_does_the_industry_authority_and_the_listing_is_no_condition() => Given(Registered)
        .When(Command with { By = ProvincialHealth }).Then(Fact with { Act = By(ProvincialHealth, "2024-05-01", Rules.Warning) });

    [Theory]
    [InlineData(Accountants)]
    [InlineData(Actor.Institution)]
    public void An_industry_organisation_does_not(string by) => Given(UpToListed).When(Command with { By = by })
        .ThenRefused("sanction.not-a-sanctioning-authority", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void An_authority_of_another_region_does_not() => Given(UpToListed).When(Command with { By = Foreign })
        .ThenRefused("authority.outside-region", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Fact).When(Command).ThenNothing();

    [Fact]
    public void The_same_id_for_another_one_is_refused() => Given(Registered, Fact).When(Command with { Ground = "乱收费" })
        .ThenRefused("id.taken", RefusalKind.WrongState, null);
}
