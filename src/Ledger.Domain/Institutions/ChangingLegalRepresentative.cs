using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Files a change of the host's legal representative (法定代表人变更备案).</summary>
/// <param name="Representative">A random id; the person's name stands in the vault.</param>
public sealed record ChangeLegalRepresentative(
    string Institution, Guid Representative, DateOnly On, string By = Actor.Institution,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class ChangeLegalRepresentativeValidator : LegalCommandValidator<ChangeLegalRepresentative>
{
    public ChangeLegalRepresentativeValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Representative).NotEmpty()
            .WithErrorCode("representative.missing").WithMessage("缺少法定代表人的编号。");
    }
}

/// <summary>One of the other important changes that are reported, filed and published (赣人社规〔2023〕1号 Art. 18).</summary>
public static class ChangingLegalRepresentative
{
    public static Outcome Decide(ChangeLegalRepresentative command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.InformationChange, out var institution) is { } refusal) return refusal;

        var last = institution.Representative;
        var changed = new LegalRepresentativeChanged(command.Act(rules, Rules.InformationChange), command.Representative);
        if (changed.Repeats(last)) return Outcome.Nothing;

        return Standing.NotTheInstitution(command, rules, Rules.InformationChange)
            ?? (last?.Representative == command.Representative ? Unchanged(rules) : null)
            ?? (last is null ? null : Standing.DayBefore(command, last.Act.On, "上次变更", rules, Rules.InformationChange))
            ?? Outcome.Of(changed);
    }

    private static Refusal Unchanged(RulePack rules) => new(
        "institution.representative-unchanged", RefusalKind.Unlawful,
        "所报法定代表人与现任相同，没有变更。", "The legal representative is the present one; nothing has changed.",
        rules.Cite(Rules.InformationChange), "填写变更后的法定代表人。");
}
