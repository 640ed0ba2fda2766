using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Who determines which kind of listing (赣人社规〔2023〕1号 Art. 3). Applications go to them, and nobody else determines.</summary>
internal static class DeterminingAuthorities
{
    public static Refusal? Refuse(ListingKind kind, string lead, string? co, RulePack rules)
    {
        var rule = RuleOf(kind);
        return Standing.Outside(lead, rules, rule)
            ?? (co is null ? null : Standing.Outside(co, rules, rule))
            ?? (MayDetermine(kind, lead, co, rules) ? null : NotTheirs(kind, lead, co, rules.Cite(rule)));
    }

    public static string RuleOf(ListingKind kind) => kind switch
    {
        ListingKind.Public => Rules.DeterminePublic,
        ListingKind.Professional => Rules.DetermineProfessional,
        _ => Rules.DetermineOnline,
    };

    private static bool MayDetermine(ListingKind kind, string lead, string? co, RulePack rules) =>
        Competence.HasLevelOf(lead, rules[RuleOf(kind)]) && kind switch
        {
            ListingKind.Public => Competence.IsHr(lead) && co is null,
            _ => Competence.IsIndustryOrOrganisation(lead) && co is not null && Competence.IsHr(co) && Competence.SameDivision(lead, co),
        };

    private static Refusal NotTheirs(ListingKind kind, string lead, string? co, Citation citation) => kind switch
    {
        ListingKind.Public => new(
            "institution.public-is-provincial-hr", RefusalKind.NotAllowed,
            $"公需科目继续教育机构只能由省人力资源社会保障主管部门单独确定，不能由 {Names(lead, co)} 确定。",
            $"Only the provincial HR authority, alone, determines an institution for public subjects, not {Names(lead, co)}.",
            citation, "向省人力资源社会保障主管部门申报，不填会同机关。"),
        ListingKind.Professional => new(
            "institution.professional-is-industry-with-hr", RefusalKind.NotAllowed,
            $"专业科目继续教育机构由设区市以上行业主管部门（或行业组织）会同同级、同地人力资源社会保障主管部门确定，不能由 {Names(lead, co)} 确定。",
            "An institution for professional subjects is determined by an industry authority or organisation of a city or above, "
            + $"together with the HR authority of the same level and place, not by {Names(lead, co)}.",
            citation, "由行业主管部门（或行业组织）牵头，同级同地人力资源社会保障主管部门会同。"),
        _ => new(
            "institution.online-is-provincial-industry-with-hr", RefusalKind.NotAllowed,
            $"网络培训机构由省级行业主管部门（或行业组织）会同省人力资源社会保障主管部门确定，不能由 {Names(lead, co)} 确定。",
            "An institution for online training is determined by a provincial industry authority or organisation together with the "
            + $"provincial HR authority, not by {Names(lead, co)}.",
            citation, "由省级行业主管部门（或行业组织）牵头，省人力资源社会保障主管部门会同。"),
    };

    private static string Names(string lead, string? co) => co is null ? lead : $"{lead} + {co}";
}
