using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class RenamingInstitutionTests
{
    private static readonly RenameInstitution Command = new(I1, "示例继续教育学院", Day("2024-06-01"));
    private static readonly InstitutionRenamed Fact = new(
        Itself("2024-06-01", Rules.InformationChange), "示例培训中心", "示例继续教育学院");

    [Fact]
    public void The_institution_reports_its_new_name_to_be_filed() => Given(Registered).When(Command).Then(Fact);

    [Fact]
    public void The_next_change_starts_from_the_name_it_has_now() => Given(Registered, Fact)
        .When(Command with { Name = "示例学院", On = Day("2025-01-01") })
        .Then(new InstitutionRenamed(Itself("2025-01-01", Rules.InformationChange), "示例继续教育学院", "示例学院"));

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Fact).When(Command).ThenNothing();

    [Fact]
    public void The_present_name_is_no_change() => Given(Registered).When(Command with { Name = "示例培训中心 " })
        .ThenRefused("institution.name-unchanged", RefusalKind.Unlawful, "2023-1:第十八条");

    [Fact]
    public void Nobody_reports_in_its_stead() => Given(Registered).When(Command with { By = CityHr })
        .ThenRefused("institution.only-itself", RefusalKind.NotAllowed, "2023-1:第十八条");

    [Fact]
    public void Not_before_the_last_change() => Given(Registered, Fact).When(Command with { Name = "示例学院", On = Day("2024-05-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第十八条");
}
