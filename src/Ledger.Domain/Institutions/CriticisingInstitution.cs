using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Criticises the institution in public (通报批评).</summary>
/// <param name="Ground">What rule was broken and how.</param>
public sealed record CriticiseInstitution(
    string Institution, string Criticism, string Ground, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class CriticiseInstitutionValidator : LegalCommandValidator<CriticiseInstitution>
{
    public CriticiseInstitutionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Criticism).IsId();
        RuleFor(command => command.Ground).IsReason("事由");
    }
}

/// <summary>
/// HR or the industry authority criticises in public (Order 259 Art. 25). Listed or not: the article speaks of every institution.
/// </summary>
public static class CriticisingInstitution
{
    public static Outcome Decide(CriticiseInstitution command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Criticism, out var institution) is { } refusal) return refusal;

        var said = new InstitutionCriticised(command.Act(rules, Rules.Criticism), command.Criticism, command.Ground.AsReason());
        return institution.Criticisms.FirstOrDefault(written => written.Criticism == command.Criticism) switch
        {
            { } written => Standing.Again(said, written, "通报批评", command.Criticism),
            null => Sanctions.NotTheirs(command, institution, rules, Rules.Criticism) ?? Outcome.Of(said),
        };
    }
}
