using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class AcceptingCorrectionTests
{
    private static readonly AcceptCorrection Command = new(I1, "o1", Day("2024-05-20"), CityHealth);
    private static readonly CorrectionAccepted Fact = new(
        By(CityHealth, "2024-05-20", Rules.Correction), "o1", Day("2024-06-01"));

    [Fact]
    public void Who_ordered_accepts() => Given(Registered, Ordered).When(Command).Then(Fact);

    [Fact]
    public void What_is_corrected_late_is_corrected() => Given(Registered, Ordered).When(Command with { On = Day("2024-06-20") })
        .Then(Fact with { Act = By(CityHealth, "2024-06-20", Rules.Correction) });

    [Fact]
    public void Another_authority_does_not_accept() => Given(Registered, Ordered).When(Command with { By = CityHr })
        .ThenRefused("correction.not-the-orderer", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void Not_before_the_order() => Given(Registered, Ordered).When(Command with { On = Day("2024-04-30") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "259:第二十五条");

    [Fact]
    public void What_was_not_ordered_is_not_accepted() => Given(Registered).When(Command)
        .ThenRefused("correction.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Ordered, Fact).When(Command).ThenNothing();

    [Fact]
    public void What_was_written_before_the_deadline_was_kept_with_it_says_the_same() =>
        Given(Registered, Ordered, Fact with { Due = null }).When(Command).ThenNothing();

    [Fact]
    public void An_order_has_one_outcome() => Given(Registered, Ordered, Fact).When(Command with { On = Day("2024-05-21") })
        .ThenRefused("correction.closed", RefusalKind.WrongState, null);
}
