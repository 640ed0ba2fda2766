using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class AssessingInstitutionTests
{
    private static readonly AssessInstitution Command = new(
        I1, "s1", 2024, AssessmentGrade.Qualified, null, Day("2025-01-15"), CityHr);

    [Fact]
    public void HR_of_a_city_or_above_assesses_a_year() => Given(Registered).When(Command).Then(Assessed);

    [Fact]
    public void A_third_party_may_be_commissioned() => Given(Registered).When(Command with { Evaluator = "示例评估中心" })
        .Then(Assessed with { Evaluator = "示例评估中心" });

    [Theory]
    [InlineData(CountyHr)]
    [InlineData(CityHealth)]
    public void Nobody_else_assesses(string by) => Given(Registered).When(Command with { By = by })
        .ThenRefused("institution.assessment-is-hr", RefusalKind.NotAllowed, "259:第十八条");

    [Fact]
    public void A_year_to_come_is_not_assessed() => Given(Registered).When(Command with { Year = 2026 })
        .ThenRefused("institution.assessment-of-year-to-come", RefusalKind.Unlawful, "259:第十八条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Assessed).When(Command).ThenNothing();

    [Fact]
    public void The_same_id_for_another_assessment_is_refused() => Given(Registered, Assessed)
        .When(Command with { Grade = AssessmentGrade.Unqualified }).ThenRefused("id.taken", RefusalKind.WrongState, null);
}
