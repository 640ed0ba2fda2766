using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class FailingCorrectionTests
{
    private static readonly FailCorrection Command = new(I1, "o1", "逾期仍未公布", Day("2024-06-02"), CityHealth);
    private static readonly CorrectionFailed Fact = new(By(CityHealth, "2024-06-02", Rules.Correction), "o1", "逾期仍未公布");

    [Fact]
    public void Who_ordered_finds_it_failed_after_the_deadline() => Given(Registered, Ordered).When(Command).Then(Fact);

    [Fact]
    public void Not_on_the_last_day_of_the_deadline() => Given(Registered, Ordered).When(Command with { On = Day("2024-06-01") })
        .ThenRefused("correction.deadline-not-passed", RefusalKind.Unlawful, "259:第二十五条");

    [Fact]
    public void Another_authority_does_not() => Given(Registered, Ordered).When(Command with { By = ProvincialHealth })
        .ThenRefused("correction.not-the-orderer", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void What_was_not_ordered_does_not_fail() => Given(Registered).When(Command)
        .ThenRefused("correction.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Ordered, Fact).When(Command).ThenNothing();

    [Fact]
    public void What_was_accepted_does_not_fail() => Given(
            Registered, Ordered, new CorrectionAccepted(By(CityHealth, "2024-05-20", Rules.Correction), "o1"))
        .When(Command).ThenRefused("correction.closed", RefusalKind.WrongState, null);
}
