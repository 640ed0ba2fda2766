using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class ReviewingApplicationTests
{
    private static readonly ReviewApplication Command = new(I1, A1, true, 5, true, "条件具备", Day("2024-03-01"), CityHealth);

    [Fact]
    public void The_authority_applied_to_has_experts_examine_it() => Given(Registered, Applied).When(Command).Then(Reviewed);

    [Fact]
    public void Its_co_authority_may_do_so_as_well() => Given(Registered, Applied).When(Command with { By = CityHr })
        .Then(Reviewed with { Act = By(CityHr, "2024-03-01", Rules.Review) });

    [Fact]
    public void Others_may_not() => Given(Registered, Applied).When(Command with { By = ProvincialHr })
        .ThenRefused("application.not-a-reviewing-authority", RefusalKind.NotAllowed, "2023-1:第七条");

    [Fact]
    public void Without_experts_it_is_no_review() => Given(Registered, Applied).When(Command with { Experts = 0 })
        .ThenRefused("application.review-without-experts", RefusalKind.Unlawful, "2023-1:第七条");

    [Fact]
    public void Not_before_the_application() => Given(Registered, Applied).When(Command with { On = Day("2024-01-31") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "2023-1:第七条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(UpToListed).When(Command).ThenNothing();

    [Fact]
    public void Reviewed_is_reviewed_until_something_is_supplemented()
    {
        var supplement = new ApplicationSupplemented(Itself("2024-03-05", Rules.Application), A1, "补交材料");
        var again = Command with { On = Day("2024-03-06") };

        Given(Registered, Applied, Reviewed).When(again).ThenRefused("application.already-reviewed", RefusalKind.WrongState, null);
        Given(Registered, Applied, Reviewed, supplement).When(again)
            .Then(Reviewed with { Act = By(CityHealth, "2024-03-06", Rules.Review) });
    }

    [Fact]
    public void What_was_decided_is_not_reviewed() => Given(UpToListed).When(Command with { On = Day("2024-05-01") })
        .ThenRefused("application.closed", RefusalKind.WrongState, null);

    [Fact]
    public void What_was_not_handed_in_is_not_reviewed() => Given(Registered).When(Command)
        .ThenRefused("application.not-found", RefusalKind.NotFound, null);
}
