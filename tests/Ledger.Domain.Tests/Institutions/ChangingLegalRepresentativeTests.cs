using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class ChangingLegalRepresentativeTests
{
    private static readonly Guid First = new("11111111-1111-4111-8111-111111111111");
    private static readonly Guid Second = new("22222222-2222-4222-8222-222222222222");
    private static readonly ChangeLegalRepresentative Command = new(I1, First, Day("2024-06-01"));
    private static readonly LegalRepresentativeChanged Fact = new(Itself("2024-06-01", Rules.InformationChange), First);

    [Fact]
    public void The_institution_reports_the_change_by_random_id() => Given(Registered).When(Command).Then(Fact);

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Fact).When(Command).ThenNothing();

    [Fact]
    public void The_present_one_is_no_change() => Given(Registered, Fact).When(Command with { On = Day("2024-07-01") })
        .ThenRefused("institution.representative-unchanged", RefusalKind.Unlawful, "2023-1:第十八条");

    [Fact]
    public void Nobody_reports_in_its_stead() => Given(Registered).When(Command with { By = CityHr })
        .ThenRefused("institution.only-itself", RefusalKind.NotAllowed, "2023-1:第十八条");

    [Fact]
    public void Not_before_the_last_change() => Given(Registered, Fact)
        .When(Command with { Representative = Second, On = Day("2024-05-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第十八条");

    [Fact]
    public void The_id_is_given() =>
        Desk.Check(Command with { Representative = Guid.Empty }).ShouldHaveSingleItem().ErrorCode.ShouldBe("representative.missing");
}
