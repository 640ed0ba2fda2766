using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.Domain.Values;

namespace Ledger.Domain.Institutions;

/// <summary>
/// Whose institution it is to inspect, assess and sanction: that of the authorities of its own territory (Order 259 Art. 5), and of
/// those who determined a listing of it, wherever it stands (谁确定、谁管理, 赣人社规〔2023〕1号 Art. 2).
/// </summary>
internal static class Supervision
{
    /// <summary>Null for an authority whose territory it is, and for one that determined a listing of the institution.</summary>
    public static Refusal? Elsewhere(ILegalCommand command, Institution.Registered institution, RulePack rules) =>
        IsOfTerritory(command.By, institution.Registration.Division) || Determined(command.By, institution) ? null : new Refusal(
            "authority.other-territory", RefusalKind.NotAllowed,
            $"该机构在 {institution.Registration.Division}，不在 {command.By} 的管辖地区，也不是由其确定列入。",
            $"The institution is in {institution.Registration.Division}, outside {command.By}'s territory, which did not list it.",
            rules.Cite(Competence.IsHr(command.By) ? Rules.Territory : Rules.IndustryRemit), "由机构所在地的主管部门或者确定机关办理。");

    /// <summary>Whether the authority determined, alone or with another, a listing that has not ended.</summary>
    public static bool Determined(string by, Institution.Registered institution) =>
        institution.Listings.Any(listing => listing is not Listing.Ended && (listing.Lead == by || listing.Co == by));

    /// <summary>
    /// An institution registered under a whole city is in some county of it: which one is not said, so none of them is refused.
    /// </summary>
    private static bool IsOfTerritory(string by, string division) =>
        AuthorityCode.TryParse(by, out var authority, out _) && DivisionCode.TryParse(division, out var place, out _)
        && (place.IsWithin(authority.Division) || authority.Division.IsWithin(place));
}
