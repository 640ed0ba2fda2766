using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Files a change of the institution's name (名称变更备案).</summary>
/// <param name="Name">The new name.</param>
public sealed record RenameInstitution(
    string Institution, string Name, DateOnly On, string By = Actor.Institution,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class RenameInstitutionValidator : LegalCommandValidator<RenameInstitution>
{
    public RenameInstitutionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Name).IsName("机构名称");
    }
}

/// <summary>
/// The institution reports its new name to be filed and published (赣人社规〔2023〕1号 Art. 18). Filing is no approval: there is nobody
/// to say no. "Promptly" (及时) has no number and refuses nothing.
/// </summary>
public static class RenamingInstitution
{
    public static Outcome Decide(RenameInstitution command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.InformationChange, out var institution) is { } refusal) return refusal;

        var last = institution.Renamings.Latest;
        var renamed = new InstitutionRenamed(command.Act(rules, Rules.InformationChange), institution.Name, command.Name.AsName());
        if (last is not null && (renamed with { From = last.From }).Repeats(last)) return Outcome.Nothing;

        return Standing.NotTheInstitution(command, rules, Rules.InformationChange)
            ?? (renamed.From == renamed.To ? Unchanged(rules) : null)
            ?? (last is null ? null : Standing.DayBefore(command, last.Act.On, "上次更名", rules, Rules.InformationChange))
            ?? Outcome.Of(renamed);
    }

    private static Refusal Unchanged(RulePack rules) => new(
        "institution.name-unchanged", RefusalKind.Unlawful,
        "新名称与现名称相同，没有变更。", "The new name is the present one; nothing has changed.",
        rules.Cite(Rules.InformationChange), "填写变更后的名称。");
}
