using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Applies to be listed in the recommended directory (推荐目录).</summary>
/// <param name="Lead">The authority that would determine the listing.</param>
/// <param name="Co">The authority it determines together with (会同); none for public subjects.</param>
public sealed record ApplyForListing(
    string Institution, string Application, ListingKind Kind, string Lead, string? Co, DateOnly On, string By = Actor.Institution,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class ApplyForListingValidator : LegalCommandValidator<ApplyForListing>
{
    public ApplyForListingValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Application).IsId();
        RuleFor(command => command.Kind).IsInEnum().WithErrorCode("kind.unknown").WithMessage("没有这种机构类别。");
        RuleFor(command => command.Lead).IsAuthority();
        RuleFor(command => command.Co!).IsAuthority().When(command => command.Co is not null);
    }
}

/// <summary>
/// The institution hands its application to the authority that Article 3 names (赣人社规〔2023〕1号 Art. 7(1)): the provincial HR
/// authority for public subjects, an industry authority or organisation with HR of the same level for professional ones, those of the
/// province for online training.
/// </summary>
public static class ApplyingForListing
{
    public static Outcome Decide(ApplyForListing command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Application, out var institution) is { } refusal) return refusal;

        var applied = new InstitutionApplied(
            command.Act(rules, Rules.Application), command.Application, command.Kind, command.Lead, command.Co);
        if (institution.Application(command.Application) is { } known)
            return Standing.Again(applied, known.Applied, "申报", command.Application);

        return Standing.NotTheInstitution(command, rules, Rules.Application)
            ?? DeterminingAuthorities.Refuse(command.Kind, command.Lead, command.Co, rules)
            ?? DeterminingListing.SecondListing(institution, command.Kind, command.Lead)
            ?? Outcome.Of(applied);
    }
}
