using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Adds what was missing in an application (补正).</summary>
/// <param name="Supplement">What is added, in words.</param>
public sealed record SupplementApplication(
    string Institution, string Application, string Supplement, DateOnly On, string By = Actor.Institution,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class SupplementApplicationValidator : LegalCommandValidator<SupplementApplication>
{
    public SupplementApplicationValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Application).IsId();
        RuleFor(command => command.Supplement).IsReason("补正内容");
    }
}

/// <summary>
/// The institution completes its material (赣人社规〔2023〕1号 Art. 7(1)) as long as nothing is decided. What is supplemented after a
/// review is reviewed again: the experts have not seen it.
/// </summary>
public static class SupplementingApplication
{
    public static Outcome Decide(SupplementApplication command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Application, out var institution) is { } refusal) return refusal;

        var supplemented = new ApplicationSupplemented(
            command.Act(rules, Rules.Application), command.Application, command.Supplement.AsReason());
        return institution.Application(command.Application) switch
        {
            null => Applications.NotFound(command.Application),
            { } application when application.Supplements.Any(supplemented.Repeats) => Outcome.Nothing,
            Application.Determined or Application.Refused => Applications.Closed(command.Application),
            { } application => Standing.NotTheInstitution(command, rules, Rules.Application)
                ?? Standing.DayBefore(command, application.LastDay, "申报或者评审", rules, Rules.Application)
                ?? Outcome.Of(supplemented),
        };
    }
}
