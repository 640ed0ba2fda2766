using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Tests.Kernel;
using static Ledger.Domain.Tests.Kernel.Samples;
using static Ledger.Domain.Tests.Kernel.Scenario;

namespace Ledger.Domain.Tests.Decisions;

public sealed class AttachingEvidenceTests
{
    private static readonly Evidence Item = new("现场笔录", new string('a', 64));
    private static readonly AttachEvidence Command = new(D1, Item, Day("2025-03-02"), CityHealth);
    private static readonly EvidenceAttached Fact = new(By(CityHealth, "2025-03-02", Rules.Notice), Item);

    [Fact]
    public void Who_opened_it_adds_to_the_file() => Given(UpToOpened).When(Command).Then(Fact);

    [Fact]
    public void The_same_file_is_attached_once() => Given(UpToOpened).And(Fact).When(Command with { On = Day("2025-03-03") }).ThenNothing();

    [Fact]
    public void Nobody_else_does() => Given(UpToOpened).When(Command with { By = CityHr })
        .ThenRefused("decision.not-the-opener", RefusalKind.NotAllowed, "259:第二十五条");

    [Fact]
    public void Not_before_it_was_opened() => Given(UpToOpened).When(Command with { On = Day("2025-02-28") })
        .ThenRefused("day.before-its-basis", RefusalKind.Unlawful, "penalty-law:第四十四条");

    [Fact]
    public void Not_to_what_was_issued() => Given(UpToDelisted).When(Command with { On = Day("2025-04-02") })
        .ThenRefused("decision.already-issued", RefusalKind.WrongState, "259:第二十五条");

    [Fact]
    public void Not_to_what_is_unknown() => Given(UpToListed).When(Command)
        .ThenRefused("decision.not-found", RefusalKind.NotFound, null);

    [Fact]
    public void It_is_there_and_has_a_digest()
    {
        Desk.Check(Command with { Item = null! }).ShouldHaveSingleItem().ErrorCode.ShouldBe("evidence.missing");
        Desk.Check(Command with { Item = Item with { Sha256 = null! } }).ShouldHaveSingleItem().ErrorCode
            .ShouldBe("evidence.digest-missing");
    }
}
