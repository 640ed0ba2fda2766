using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Finds that the institution has not corrected what it was ordered to (逾期不改正).</summary>
public sealed record FailCorrection(
    string Institution, string Order, string Finding, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class FailCorrectionValidator : LegalCommandValidator<FailCorrection>
{
    public FailCorrectionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Order).IsId();
        RuleFor(command => command.Finding).IsReason("认定情况");
    }
}

/// <summary>Only who ordered the correction finds it failed (Order 259 Art. 25), and not while the institution still has time.</summary>
public static class FailingCorrection
{
    public static Outcome Decide(FailCorrection command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Correction, out var institution) is { } refusal) return refusal;

        var failed = new CorrectionFailed(command.Act(rules, Rules.Correction), command.Order, command.Finding.AsReason());
        return institution.Correction(command.Order) switch
        {
            null => Corrections.NotFound(command.Order),
            Correction.Failed done when failed.Repeats(done.Failure) => Outcome.Nothing,
            Correction.Ordered open => Corrections.NotTheOrderer(command, open, rules)
                ?? (command.On > open.Order.Deadline ? null : StillTime(open.Order.Deadline, rules))
                ?? Outcome.Of(failed),
            _ => Corrections.Closed(command.Order),
        };
    }

    private static Refusal StillTime(DateOnly deadline, RulePack rules) => new(
        "correction.deadline-not-passed", RefusalKind.Unlawful,
        $"改正期限至 {deadline:yyyy-MM-dd} 止，期限届满前不能认定未改正。", $"The institution has until {deadline:yyyy-MM-dd}, inclusive.",
        rules.Cite(Rules.Correction), $"{deadline:yyyy-MM-dd} 之后再认定。");
}
