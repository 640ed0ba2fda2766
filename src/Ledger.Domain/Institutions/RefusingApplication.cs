using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Refuses an application (不予确定).</summary>
public sealed record RefuseApplication(
    string Institution, string Application, string Reason, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class RefuseApplicationValidator : LegalCommandValidator<RefuseApplication>
{
    public RefuseApplicationValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Application).IsId();
        RuleFor(command => command.Reason).IsReason("理由");
    }
}

/// <summary>
/// Who may determine may refuse (赣人社规〔2023〕1号 Art. 7(2)), with a reason. A review need not have gone before: what does not even
/// meet the conditions needs no experts.
/// </summary>
public static class RefusingApplication
{
    public static Outcome Decide(RefuseApplication command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Review, out var institution) is { } refusal) return refusal;

        var refused = new ApplicationRefused(command.Act(rules, Rules.Review), command.Application, command.Reason.AsReason());
        return institution.Application(command.Application) switch
        {
            null => Applications.NotFound(command.Application),
            Application.Refused done when refused.Repeats(done.Refusal) => Outcome.Nothing,
            Application.Refused or Application.Determined => Applications.Closed(command.Application),
            { } application => Applications.NotTheLead(command, application, rules)
                ?? Standing.DayBefore(command, application.LastDay, "申报或者评审", rules, Rules.Review)
                ?? Outcome.Of(refused),
        };
    }
}
