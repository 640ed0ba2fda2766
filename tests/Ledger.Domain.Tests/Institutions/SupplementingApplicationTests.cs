using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class SupplementingApplicationTests
{
    private static readonly SupplementApplication Command = new(I1, A1, "补交师资名册摘要", Day("2024-02-20"));
    private static readonly ApplicationSupplemented Fact = new(Itself("2024-02-20", Rules.Application), A1, "补交师资名册摘要");

    [Fact]
    public void The_institution_completes_its_material() => Given(Registered, Applied).When(Command).Then(Fact);

    [Fact]
    public void Said_twice_it_is_written_once_even_after_the_review() =>
        Given(Registered, Applied, Fact, Reviewed).When(Command).ThenNothing();

    [Fact]
    public void What_comes_after_the_review_has_to_be_reviewed_again()
    {
        var late = Fact with { Act = Itself("2024-03-05", Rules.Application) };

        Given(Registered, Applied, Reviewed).When(Command with { On = Day("2024-03-05") }).Then(late);
        Given(Registered, Applied, Reviewed, late).When(new DetermineListing(I1, A1, L1, Day("2024-03-10"), CityHealth))
            .ThenRefused("application.not-reviewed", RefusalKind.Unlawful, "2023-1:第七条");
    }

    [Fact]
    public void Not_before_the_application() => Given(Registered, Applied).When(Command with { On = Day("2024-01-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第七条");

    [Fact]
    public void Nothing_is_added_to_what_was_decided() => Given(UpToListed).When(Command with { On = Day("2024-04-20") })
        .ThenRefused("application.closed", RefusalKind.WrongState, null);

    [Fact]
    public void Nor_to_what_was_never_handed_in() => Given(Registered).When(Command)
        .ThenRefused("application.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void An_authority_does_not_complete_it() => Given(Registered, Applied).When(Command with { By = CityHr })
        .ThenRefused("institution.only-itself", RefusalKind.NotAllowed, "2023-1:第七条");
}
