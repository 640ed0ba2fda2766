using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Determines that the institution is to be listed (确定).</summary>
/// <param name="Listing">The id of the listing that comes of it.</param>
public sealed record DetermineListing(
    string Institution, string Application, string Listing, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class DetermineListingValidator : LegalCommandValidator<DetermineListing>
{
    public DetermineListingValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Application).IsId();
        RuleFor(command => command.Listing).IsId();
    }
}

/// <summary>
/// The authority that was applied to determines after a review that recommends it (赣人社规〔2023〕1号 Art. 3, Art. 7(2)). It and its
/// co-authority are written down apart, because only the one that determined may later end the listing (Order 259 Art. 25).
/// </summary>
public static class DeterminingListing
{
    public static Outcome Decide(DetermineListing command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Review, out var institution) is { } refusal) return refusal;

        return institution.Application(command.Application) switch
        {
            null => Applications.NotFound(command.Application),
            Application.Determined done =>
                Standing.Again(Fact(command, done.Applied, rules), done.Determination, "申报", command.Application),
            Application.Refused => Applications.Closed(command.Application),
            { } application when Applications.NotTheLead(command, application, rules) is { } notTheirs => notTheirs,
            Application.Reviewed { Review.Recommended: false } => NotRecommended(rules),
            Application.Reviewed reviewed => Decide(command, reviewed, institution, rules),
            _ => NotReviewed(rules),
        };
    }

    /// <summary>A second listing of the same kind by the same authority would say nothing new, and end only half when it ends.</summary>
    internal static Refusal? SecondListing(Institution.Registered institution, ListingKind kind, string lead) =>
        institution.Standing(kind, lead) is not { } standing ? null : new Refusal(
            "listing.already-standing", RefusalKind.WrongState,
            $"该机构已有 {lead} 确定的同类列入（{standing.Id}）。", $"The institution already holds such a listing by {lead}: {standing.Id}.",
            Mend: "原列入有效期间不必再次申报。");

    private static Outcome Decide(
        DetermineListing command, Application.Reviewed application, Institution.Registered institution, RulePack rules) =>
        DeterminingAuthorities.Refuse(application.Applied.Kind, application.Applied.Lead, application.Applied.Co, rules)
            ?? Taken(command, institution)
            ?? SecondListing(institution, application.Applied.Kind, application.Applied.Lead)
            ?? Standing.DayBefore(command, application.LastDay, "评审", rules, Rules.Review)
            ?? Outcome.Of(Fact(command, application.Applied, rules));

    private static ListingDetermined Fact(DetermineListing command, InstitutionApplied applied, RulePack rules) => new(
        command.Act(rules, DeterminingAuthorities.RuleOf(applied.Kind)), command.Application, command.Listing, applied.Kind, applied.Lead,
        applied.Co);

    private static Refusal? Taken(DetermineListing command, Institution.Registered institution) =>
        institution.Listing(command.Listing) is null ? null : new Refusal(
            "id.taken", RefusalKind.WrongState,
            $"列入编号 {command.Listing} 已用于另一次确定。", $"The id {command.Listing} already stands for another listing.", Mend: "换一个编号。");

    private static Refusal NotReviewed(RulePack rules) => new(
        "application.not-reviewed", RefusalKind.Unlawful,
        "未经评审不得确定；补正之后须再次评审。", "Nothing is determined before it is reviewed, nor after a supplement that was not.",
        rules.Cite(Rules.Review), "组织专家评审后再确定。");

    private static Refusal NotRecommended(RulePack rules) => new(
        "application.not-recommended", RefusalKind.Unlawful,
        "评审未推荐，不得确定。", "The review did not recommend it.", rules.Cite(Rules.Review), "补正后再次评审，或者不予确定。");
}
