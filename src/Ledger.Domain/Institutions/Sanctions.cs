using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>
/// Who may order, warn and criticise (Order 259 Art. 25): HR or the industry authority, each of its own territory or as the one that
/// determined the listing. An industry organisation may not.
/// </summary>
internal static class Sanctions
{
    public static Refusal? NotTheirs(ILegalCommand command, Institution.Registered institution, RulePack rules, string rule) =>
        Competence.HasKindOf(command.By, rules[rule]) ? Supervision.Elsewhere(command, institution, rules) : new Refusal(
            "sanction.not-a-sanctioning-authority", RefusalKind.NotAllowed,
            $"责令改正、警告、通报批评由人力资源社会保障主管部门或者行业主管部门作出，不能由 {command.By} 作出。",
            $"HR or an industry authority orders, warns and criticises, not {command.By}.",
            rules.Cite(rule), "由人力资源社会保障主管部门或者行业主管部门作出。");
}
