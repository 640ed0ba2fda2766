using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class InspectingInstitutionTests
{
    private static readonly InspectInstitution Command = new(
        I1, "n1", Announced: false, "会同市卫生健康主管部门检查，档案齐全", ViolationFound: false, Day("2024-06-01"), CountyHr);

    private static readonly InstitutionInspected Fact = new(
        By(CountyHr, "2024-06-01", Rules.Inspection), "n1", false, "会同市卫生健康主管部门检查，档案齐全", false);

    [Fact]
    public void HR_from_the_county_upwards_inspects() => Given(Registered).When(Command).Then(Fact);

    [Fact]
    public void Listed_or_not() => Given(UpToDelisted).When(Command).Then(Fact);

    [Theory]
    [InlineData(CityHealth)]
    [InlineData(Accountants)]
    [InlineData(Actor.Institution)]
    public void Nobody_else_inspects_alone(string by) => Given(Registered).When(Command with { By = by })
        .ThenRefused("institution.inspection-is-hr", RefusalKind.NotAllowed, "259:第二十三条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Fact).When(Command).ThenNothing();

    [Fact]
    public void The_same_id_for_another_inspection_is_refused() => Given(Registered, Fact).When(Command with { ViolationFound = true })
        .ThenRefused("id.taken", RefusalKind.WrongState, null);
}
