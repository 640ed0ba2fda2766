using Ledger.Domain.Decisions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>
/// Removes a listing from the recommended directory (移出推荐目录). This is the rule and not a command: a listing ends by a decision with
/// its trail and in no other way, so <see cref="IssuingDecision"/> asks here and writes both facts at once.
/// Only the authority that determined the listing may end it, and only when the circumstances are serious (Order 259 Art. 25 para. 1).
/// </summary>
public static class DelistingInstitution
{
    /// <param name="act">Who ends it, and the first day no longer listed.</param>
    /// <param name="decision">The decision that ends it.</param>
    public static Outcome Decide(
        ILegalCommand act, string listing, string decision, Gravity gravity, string ground, Institution.Registered institution,
        RulePack rules)
    {
        if (Refuses(act.By, listing, institution, rules, out var current) is { } refusal) return refusal;

        return current switch
        {
            { OpenDecision: { } other } when other != decision => AnotherOpen(other),
            _ when gravity != Gravity.Serious => NotSerious(rules),
            _ when string.IsNullOrWhiteSpace(ground) => WithoutGround(rules),
            _ => Standing.DayBefore(act, current.Since, "列入推荐目录", rules, Rules.Delisting)
                ?? Outcome.Of(new InstitutionDelisted(act.Act(rules, Rules.Delisting), listing, decision, ground)),
        };
    }

    /// <summary>
    /// Whether this authority may end this listing at all. <paramref name="current"/> is the listing, where null is returned.
    /// </summary>
    internal static Refusal? Refuses(
        string by, string listing, Institution.Registered institution, RulePack rules, out Listing.Current current)
    {
        var found = institution.Listing(listing);
        current = (found as Listing.Current)!;
        return found switch
        {
            null => NotListed(listing),
            Listing.Determined => NotPublished(rules),
            Listing.Ended ended => ListingInstitution.AlreadyEnded(ended, rules),
            { } standing when standing.Lead != by => NotTheDeterminingAuthority(standing, by, rules),
            _ => null,
        };
    }

    internal static Refusal AnotherOpen(string decision) => new(
        "listing.decision-open", RefusalKind.WrongState,
        $"对该列入已有尚未作出的决定 {decision}。", $"Decision {decision} on this listing is open.", Mend: "先作出或者撤回该决定。");

    private static Refusal NotListed(string listing) => new(
        "listing.not-found", RefusalKind.NotFound, $"没有编号为 {listing} 的列入。", $"There is no listing {listing}.");

    private static Refusal NotPublished(RulePack rules) => new(
        "listing.not-published", RefusalKind.WrongState,
        "该列入尚未公布，不在推荐目录之中。", "The listing has not been published; it is not in the directory.", rules.Cite(Rules.Publication));

    private static Refusal NotTheDeterminingAuthority(Listing listing, string by, RulePack rules) => new(
        "institution.not-determining-authority", RefusalKind.NotAllowed,
        by == listing.Co
            ? $"{by} 是会同机关，不能单独将其移出推荐目录；原确定机关是 {listing.Lead}。"
            : $"{by} 不是原确定机关，不能将其移出推荐目录；原确定机关是 {listing.Lead}。",
        by == listing.Co
            ? $"{by} is the co-authority and may not end the listing alone; {listing.Lead} determined it."
            : $"{by} did not determine the listing and may not end it; {listing.Lead} did.",
        rules.Cite(Rules.Delisting), $"由原确定机关 {listing.Lead} 作出。");

    private static Refusal NotSerious(RulePack rules) => new(
        "institution.not-serious", RefusalKind.Unlawful,
        "情节不严重，不能移出推荐目录。", "Only serious circumstances end a listing.",
        rules.Cite(Rules.Delisting), "情节不严重的，可以责令改正、给予警告或者通报批评；查明情节严重的，撤回本案后另行立案。");

    internal static Refusal WithoutGround(RulePack rules) => new(
        "institution.no-ground", RefusalKind.Unlawful,
        "没有事由，不能移出推荐目录。", "A listing is not ended without a ground.", rules.Cite(Rules.Delisting), "写明违反的规定和事实。");
}
