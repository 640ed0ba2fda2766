using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Institutions;

public sealed class PublishingAssessmentTests
{
    private static readonly PublishAssessment Command = new(I1, "s1", Day("2025-02-01"), CityHr);
    private static readonly AssessmentPublished Fact = new(By(CityHr, "2025-02-01", Rules.AssessmentPublication), "s1");

    [Fact]
    public void Who_assessed_publishes_the_result() => Given(Registered, Assessed).When(Command).Then(Fact);

    [Fact]
    public void Another_authority_does_not() => Given(Registered, Assessed).When(Command with { By = ProvincialHr })
        .ThenRefused("assessment.not-the-assessor", RefusalKind.NotAllowed, "259:第十八条");

    [Fact]
    public void Not_before_the_assessment() => Given(Registered, Assessed).When(Command with { On = Day("2025-01-14") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "259:第十八条");

    [Fact]
    public void What_was_not_assessed_is_not_published() => Given(Registered).When(Command)
        .ThenRefused("assessment.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void Said_twice_it_is_written_once() => Given(Registered, Assessed, Fact).When(Command).ThenNothing();

    [Fact]
    public void Published_is_published() => Given(Registered, Assessed, Fact).When(Command with { On = Day("2025-02-02") })
        .ThenRefused("assessment.already-published", RefusalKind.WrongState, null);
}
