using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Warns the institution (警告).</summary>
/// <param name="Ground">What rule was broken and how.</param>
public sealed record WarnInstitution(
    string Institution, string Warning, string Ground, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class WarnInstitutionValidator : LegalCommandValidator<WarnInstitution>
{
    public WarnInstitutionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Warning).IsId();
        RuleFor(command => command.Ground).IsReason("事由");
    }
}

/// <summary>HR or the industry authority warns (Order 259 Art. 25). Listed or not: the article speaks of every institution.</summary>
public static class WarningInstitution
{
    public static Outcome Decide(WarnInstitution command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Warning, out var institution) is { } refusal) return refusal;

        var said = new InstitutionWarned(command.Act(rules, Rules.Warning), command.Warning, command.Ground.AsReason());
        return institution.Warnings.FirstOrDefault(written => written.Warning == command.Warning) switch
        {
            { } written => Standing.Again(said, written, "警告", command.Warning),
            null => Sanctions.NotTheirs(command, institution, rules, Rules.Warning) ?? Outcome.Of(said),
        };
    }
}
