using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class OrderingCorrectionTests
{
    private static readonly OrderCorrection Command = new(I1, "o1", "未公布收费项目", Day("2024-06-01"), Day("2024-05-01"), CityHealth);

    [Fact]
    public void The_industry_authority_orders_correction() => Given(UpToListed).When(Command).Then(Ordered);

    [Fact]
    public void So_does_HR() => Given(Registered).When(Command with { By = CountyHr })
        .Then(Ordered with { Act = By(CountyHr, "2024-05-01", Rules.Correction) });

    [Theory]
    [InlineData(Accountants)]
    [InlineData(Actor.Institution)]
    public void An_industry_organisation_does_not(string by) => Given(UpToListed).When(Command with { By = by })
        .ThenRefused("sanction.not-a-sanctioning-authority", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void What_can_be_corrected_at_once_may_be_ordered_so() => Given(UpToListed).When(Command with { Deadline = Day("2024-05-01") })
        .Then(Ordered with { Deadline = Day("2024-05-01") });

    [Fact]
    public void A_deadline_before_the_order_is_none() => Given(UpToListed).When(Command with { Deadline = Day("2024-04-30") })
        .ThenRefused("correction.no-time", RefusalKind.Unlawful, "259:第二十五条");

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Ordered).When(Command).ThenNothing();

    [Fact]
    public void The_same_id_for_another_order_is_refused() => Given(Registered, Ordered).When(Command with { Deadline = Day("2024-07-01") })
        .ThenRefused("id.taken", RefusalKind.WrongState, null);
}
