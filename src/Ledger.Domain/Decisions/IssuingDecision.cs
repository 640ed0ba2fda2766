using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Decisions;

/// <summary>Issues the decision (作出移出推荐目录的决定). <c>On</c> is the first day no longer listed.</summary>
public sealed record IssueDecision(
    string Decision, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class IssueDecisionValidator : LegalCommandValidator<IssueDecision>
{
    public IssueDecisionValidator()
    {
        RuleFor(command => command.Decision).IsId();
    }
}

/// <summary>
/// The decision is issued by the original determining authority (Order 259 Art. 25), after the served notice and once the institution
/// was heard, waived it, or let the period pass. It stands on its own stream and ends the listing on the institution's, in one
/// transaction: neither is true without the other.
/// </summary>
public static class IssuingDecision
{
    public static Outcome Decide(IssueDecision command, Decision decision, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, rules, Rules.Delisting) is { } outside) return outside;
        if (Issue(decision) is { } issued && Fact(command, decision.Trail!, rules).Repeats(issued)) return Outcome.Nothing;
        if (decision is not Decision.Open open) return Cases.Refuses(command, decision, rules, Rules.Delisting, out _)!;
        if (Standing.Refuses(command, state, rules, Rules.Delisting, out var institution) is { } refusal) return refusal;

        var opening = open.Trail.Opening;
        var delisting = DelistingInstitution.Decide(
            command, opening.Listing, command.Decision, opening.Gravity, opening.Ground, institution, rules);
        if (delisting is not Outcome.Accepted([var delisted])) return delisting;

        return Cases.Refuses(command, decision, rules, Rules.Delisting, out var trail)
            ?? Unprepared(command, trail, rules)
            ?? Outcome.On(
                new FactOnStream(StreamIds.Decision(command.Decision), Fact(command, trail, rules)),
                delisted with { StreamId = StreamIds.Institution(opening.Institution) });
    }

    /// <summary>Notice and statement come before the decision; the trail is asked here and not taken on the caller's word.</summary>
    private static Refusal? Unprepared(IssueDecision command, Trail trail, RulePack rules) => trail switch
    {
        { Notice: null } => NoticeNotServed(rules),
        { Notice: var notice } when command.On < notice.Act.On => BeforeNotice(notice, rules),
        { Statements: var statements } when statements.Any(statement => statement.Act.On <= command.On) => null,
        { Notice: var notice } when command.On <= notice.StatementsUntil => StatementPeriodOpen(notice, rules),
        _ => null,
    };

    private static DecisionIssued Fact(IssueDecision command, Trail trail, RulePack rules) =>
        new(command.Act(rules, Rules.Delisting), trail.Opening.Institution, trail.Opening.Listing);

    private static DecisionIssued? Issue(Decision decision) => decision switch
    {
        Decision.Issued issued => issued.Issue,
        Decision.Served served => served.Issue,
        _ => null,
    };

    private static Refusal NoticeNotServed(RulePack rules) => new(
        "decision.notice-not-served", RefusalKind.Unlawful,
        "未送达事先告知书，不得作出决定。", "No decision without the served notice.", rules.Cite(Rules.Notice), "先送达事先告知书，并听取陈述申辩。");

    private static Refusal BeforeNotice(NoticeServed notice, RulePack rules) => new(
        "decision.effective-before-notice", RefusalKind.Unlawful,
        $"决定的生效日早于告知书送达之日 {notice.Act.On:yyyy-MM-dd}。", $"The decision would take effect before the notice of {notice.Act.On:yyyy-MM-dd}.",
        rules.Cite(Rules.Notice), $"生效日应不早于 {notice.Act.On:yyyy-MM-dd}。");

    private static Refusal StatementPeriodOpen(NoticeServed notice, RulePack rules) => new(
        "decision.statement-period-open", RefusalKind.Unlawful,
        $"陈述申辩期限至 {notice.StatementsUntil:yyyy-MM-dd} 止，机构尚未陈述，也未放弃。",
        $"The institution may be heard until {notice.StatementsUntil:yyyy-MM-dd} and has neither stated its case nor waived it.",
        rules.Cite(Rules.Statement), $"听取陈述申辩，或者在 {notice.StatementsUntil:yyyy-MM-dd} 之后作出决定。");
}
