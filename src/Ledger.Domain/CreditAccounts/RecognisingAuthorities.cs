using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.CreditAccounts;

/// <summary>
/// Who may say that hours count, and that they count no longer (认定、不予认定、更正、撤销). The method is the province's to make and is not
/// published (Order 259 Art. 10 para. 3); until it is, an authority of the region, and nobody in a cause of their own.
/// </summary>
public static class RecognisingAuthorities
{
    public static Refusal? Refuse(string by, RulePack rules) =>
        Standing.UnderADraft(rules, Rules.Recognition) ?? (Competence.InRegion(by, rules) ? null : new Refusal(
            "credits.not-an-authority", RefusalKind.NotAllowed,
            "学时的认定、不予认定、更正和撤销由本地区的主管部门或者行业组织作出，本人、用人单位和机构不能自行作出。",
            "Hours are recognised, refused, corrected and revoked by an authority of the region, not by person, employer or institution.",
            rules.Cite(Rules.Recognition), "由有权的主管部门作出。"));
}
