using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>What ends an order to correct, either way, is refused for alike.</summary>
internal static class Corrections
{
    public static Refusal NotFound(string order) => new(
        "correction.not-found", RefusalKind.NotFound, $"没有编号为 {order} 的责令改正。", $"There is no order {order}.", Mend: "先责令改正。");

    public static Refusal Closed(string order) => new(
        "correction.closed", RefusalKind.WrongState,
        $"责令改正 {order} 已有结论。", $"What came of order {order} has been decided.", Mend: "如有新的违规，另行责令改正。");

    /// <summary>Who ordered it judges whether it was obeyed (Order 259 Art. 25; 谁确定、谁管理 would give no other).</summary>
    public static Refusal? NotTheOrderer(ILegalCommand command, Correction correction, RulePack rules) =>
        command.By == correction.Order.Act.By ? null : new(
            "correction.not-the-orderer", RefusalKind.NotAllowed,
            $"责令改正由 {correction.Order.Act.By} 作出，{command.By} 不能认定改正结果。",
            $"{correction.Order.Act.By} gave the order; {command.By} cannot judge its outcome.",
            rules.Cite(Rules.Correction), $"由 {correction.Order.Act.By} 认定。");
}
