using Ledger.Domain.Decisions;
using Ledger.Domain.Kernel;
using Ledger.Host.Pages;

namespace Ledger.Host.Tests.Pages;

public sealed class DecisionStepsTests
{
    private static readonly Act Act = new(Given.Day("2024-06-01"), Scenes.ProvincialHr);
    private static readonly DecisionOpened Opened = new(Act, "i1", "l1", Gravity.Serious, "虚构事由");
    private static readonly EvidenceAttached Attached = new(Act, new Evidence("检查笔录", new string('a', 64)));
    private static readonly NoticeServed Notice = new(Act, Given.Day("2024-06-20"));
    private static readonly StatementHeard Heard = new(Act, false, "虚构要点", "虚构意见");
    private static readonly DecisionIssued Issued = new(Act, "i1", "l1");

    public static TheoryData<string, IFact[], string, string[]> Stages => new()
    {
        { "unknown", [], "当日尚未立案", [] },
        { "opened", [Opened], "办理中", ["尚无证据附卷", "尚未送达告知", "告知送达之后听取", "尚未作出决定", "尚未送达决定"] },
        { "evidence", [Opened, Attached], "办理中", ["尚未送达告知", "告知送达之后听取", "尚未作出决定", "尚未送达决定"] },
        {
            "notice", [Opened, Attached, Notice], "办理中",
            ["尚未记入陈述、申辩或者放弃；期限至 2024-06-20", "尚未作出决定", "尚未送达决定"]
        },
        { "statement", [Opened, Attached, Notice, Heard], "办理中", ["尚未作出决定", "尚未送达决定"] },
        { "issued", [Opened, Attached, Notice, Heard, Issued], "已作出，尚未送达", ["尚未送达决定"] },
        { "served", [Opened, Attached, Notice, Heard, Issued, new DecisionServed(Act)], "已送达", [] },
        { "withdrawn", [Opened, new DecisionWithdrawn(Act, "虚构理由")], "已撤回", [] },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void What_is_missing_follows_from_where_the_decision_stands(string stage, IFact[] facts, string state, string[] pending)
    {
        var (decision, steps) = Told(facts);

        DecisionSteps.StateOf(decision).ShouldBe(state, stage);
        steps.Where(step => step.Kind == StepKind.Pending).Select(step => step.Note).ShouldBe(pending);
        steps.TakeWhile(step => step.Kind == StepKind.Taken).Count().ShouldBe(facts.Length);
    }

    [Fact]
    public void A_period_that_was_let_pass_stands_before_the_decision()
    {
        var (_, steps) = Told([Opened, Notice, Issued]);

        steps.Select(step => step.Kind).ShouldBe([
            StepKind.Taken, StepKind.Taken, StepKind.Passed, StepKind.Taken, StepKind.Pending,
        ]);
        steps[2].Note.ShouldBe("期限至 2024-06-20 届满，没有记入陈述、申辩或者放弃");
    }

    private static (Decision Decision, IReadOnlyList<DecisionStep> Steps) Told(IFact[] facts)
    {
        var decision = Decision.Fold(facts);
        var trail = facts.Select((fact, index) =>
            Given.Fact(Act.On, index + 1) with { Type = FactCatalog.NameOf(fact.GetType()) });
        return (decision, DecisionSteps.Of(decision, trail));
    }
}
