using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Values;

namespace Ledger.Domain.Institutions;

/// <summary>What an authority is, as the rules ask for it: its kind, its level, its place.</summary>
internal static class Competence
{
    public static bool IsHr(string code) => Of(code) is { Kind: AuthorityKind.HumanResources };

    public static bool IsIndustryOrOrganisation(string code) => Of(code) is { Kind: AuthorityKind.Industry or AuthorityKind.Organisation };

    public static bool SameDivision(string one, string other) =>
        Of(one) is { } first && Of(other) is { } second && first.Division == second.Division;

    /// <summary>The parameter names the kinds of authority that may act: <c>hr</c>, <c>industry</c>.</summary>
    public static bool HasKindOf(string code, RuleParameter parameter) =>
        Of(code) is { } authority && Names(parameter, authority.Kind switch
        {
            AuthorityKind.HumanResources => "hr",
            AuthorityKind.Industry => "industry",
            _ => "organisation",
        });

    /// <summary>The parameter names the levels that may act: <c>province</c>, <c>city</c>, <c>county</c>.</summary>
    public static bool HasLevelOf(string code, RuleParameter parameter) =>
        Of(code) is { } authority && Names(parameter, authority.Level switch
        {
            DivisionLevel.Province => "province",
            DivisionLevel.City => "city",
            _ => "county",
        });

    public static bool InRegion(string code, RulePack rules) => Of(code) is { } authority && Holds(rules, authority.Division.Value);

    /// <summary>Whether the law holds in the division.</summary>
    public static bool Holds(RulePack rules, string division) =>
        rules.Regions.Any(region => division.AsDivision().StartsWith(region, StringComparison.Ordinal));

    private static bool Names(RuleParameter parameter, string word) => parameter.Values?.Contains(word, StringComparer.Ordinal) ?? true;

    private static AuthorityCode? Of(string code) => AuthorityCode.TryParse(code, out var authority, out _) ? authority : null;
}
