using Ledger.Domain.Decisions;
using Ledger.Domain.Kernel;
using Ledger.Host.Wording;

namespace Ledger.Host.Pages;

/// <summary>Whether a step was taken, was let pass, or is still to come.</summary>
public enum StepKind
{
    Taken,
    Passed,
    Pending,
}

/// <summary>A step of a decision.</summary>
/// <param name="Fact">Null for a step that was not taken.</param>
/// <param name="Note">Why there is no fact; null where there is one.</param>
public sealed record DecisionStep(StepKind Kind, string What, FactStory? Fact, string? Note);

/// <summary>
/// A decision as its page tells it: every step in order, and after them what is missing, which follows from where the decision stands.
/// </summary>
public static class DecisionSteps
{
    /// <param name="decision">What the same facts come to.</param>
    /// <param name="trail">In the order in which they took effect.</param>
    public static IReadOnlyList<DecisionStep> Of(Decision decision, IEnumerable<FactStory> trail)
    {
        var taken = trail.Select(fact => new DecisionStep(StepKind.Taken, fact.What.Zh, fact, null)).ToList();
        if (decision is Decision.Issued or Decision.Served && decision.Trail is { Statements.Count: 0, Notice: { } notice })
            taken.Insert(IssueIn(taken), Passed(notice));
        return [.. taken, .. Pending(decision)];
    }

    /// <summary>Where a decision stands, in a word.</summary>
    public static string StateOf(Decision decision) => decision switch
    {
        Decision.Open => "办理中",
        Decision.Issued => "已作出，尚未送达",
        Decision.Served => "已送达",
        Decision.Withdrawn => "已撤回",
        _ => "当日尚未立案",
    };

    private static IEnumerable<DecisionStep> Pending(Decision decision) => decision switch
    {
        Decision.Open { Trail: var trail } => Preparation(trail)
            .Append(Pending<DecisionIssued>("尚未作出决定"))
            .Append(Pending<DecisionServed>("尚未送达决定")),
        Decision.Issued => [Pending<DecisionServed>("尚未送达决定")],
        _ => [],
    };

    private static IEnumerable<DecisionStep> Preparation(Trail trail)
    {
        if (trail.Evidence.Count == 0)
            yield return Pending<EvidenceAttached>("尚无证据附卷");
        if (trail.Notice is null)
            yield return Pending<NoticeServed>("尚未送达告知");
        if (trail.Statements.Count == 0)
            yield return Pending<StatementHeard>(trail.Notice is { } notice
                ? $"尚未记入陈述、申辩或者放弃；期限至 {Days.Text(notice.StatementsUntil)}"
                : "告知送达之后听取");
    }

    private static DecisionStep Passed(NoticeServed notice) => new(
        StepKind.Passed, Words.Fact(FactCatalog.NameOf(typeof(StatementHeard))).Zh, null,
        $"期限至 {Days.Text(notice.StatementsUntil)} 届满，没有记入陈述、申辩或者放弃");

    private static DecisionStep Pending<TFact>(string note) where TFact : IFact =>
        new(StepKind.Pending, Words.Fact(FactCatalog.NameOf(typeof(TFact))).Zh, null, note);

    private static int IssueIn(List<DecisionStep> steps)
    {
        var alias = FactCatalog.NameOf(typeof(DecisionIssued));
        return Math.Max(0, steps.FindIndex(step => step.Fact?.Type == alias));
    }
}
