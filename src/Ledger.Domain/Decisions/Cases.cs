using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Decisions;

/// <summary>What every step on an open decision must meet.</summary>
internal static class Cases
{
    /// <summary>The decision is open and who acts has opened it. <paramref name="trail"/> is its file, where null is returned.</summary>
    public static Refusal? Refuses(ILegalCommand command, Decision decision, RulePack rules, string rule, out Trail trail)
    {
        trail = decision.Trail!;
        return decision switch
        {
            Decision.Unknown => NotFound,
            Decision.Withdrawn withdrawn => Withdrawn(withdrawn),
            Decision.Issued issued => Issued(issued.Issue, rules),
            Decision.Served served => Issued(served.Issue, rules),
            _ => NotTheOpener(command, trail, rules)
                ?? Standing.DayBefore(command, trail.Opening.Act.On, "立案", rules, rule),
        };
    }

    /// <summary>Who may not end the listing has no part in preparing its end (Order 259 Art. 25).</summary>
    public static Refusal? NotTheOpener(ILegalCommand command, Trail trail, RulePack rules) =>
        command.By == trail.Opener ? null : new(
            "decision.not-the-opener", RefusalKind.NotAllowed,
            $"本案由 {trail.Opener} 立案办理，{command.By} 不能办理。", $"{trail.Opener} opened the decision; {command.By} cannot carry it on.",
            rules.Cite(Rules.Delisting), $"由 {trail.Opener} 办理。");

    public static Refusal NotFound { get; } = new(
        "decision.not-found", RefusalKind.NotFound, "没有这个决定。", "There is no such decision.", Mend: "先立案。");

    private static Refusal Withdrawn(Decision.Withdrawn withdrawn) => new(
        "decision.withdrawn", RefusalKind.WrongState,
        $"本案已于 {withdrawn.Withdrawal.Act.On:yyyy-MM-dd} 撤回。", $"The decision was withdrawn on {withdrawn.Withdrawal.Act.On:yyyy-MM-dd}.",
        Mend: "如需处理，另行立案。");

    private static Refusal Issued(DecisionIssued issue, RulePack rules) => new(
        "decision.already-issued", RefusalKind.WrongState,
        $"决定已作出，自 {issue.Act.On:yyyy-MM-dd} 起生效。", $"The decision has been issued, with effect from {issue.Act.On:yyyy-MM-dd}.",
        rules.Cite(Rules.Delisting), "同一列入只移出一次；如有不服，依法另行处理。");
}
