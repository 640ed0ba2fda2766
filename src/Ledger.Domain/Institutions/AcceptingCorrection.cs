using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Accepts that the institution has corrected what it was ordered to (改正验收通过).</summary>
public sealed record AcceptCorrection(
    string Institution, string Order, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class AcceptCorrectionValidator : LegalCommandValidator<AcceptCorrection>
{
    public AcceptCorrectionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Order).IsId();
    }
}

/// <summary>
/// Only who ordered the correction accepts it (Order 259 Art. 25). After the deadline it may still be accepted: what is corrected late
/// is corrected.
/// </summary>
public static class AcceptingCorrection
{
    public static Outcome Decide(AcceptCorrection command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Correction, out var institution) is { } refusal) return refusal;

        var accepted = new CorrectionAccepted(command.Act(rules, Rules.Correction), command.Order);
        return institution.Correction(command.Order) switch
        {
            null => Corrections.NotFound(command.Order),
            Correction.Accepted done when (accepted with { Due = done.Acceptance.Due }).Repeats(done.Acceptance) => Outcome.Nothing,
            Correction.Ordered open => Corrections.NotTheOrderer(command, open, rules)
                ?? Standing.DayBefore(command, open.Order.Act.On, "责令改正", rules, Rules.Correction)
                ?? Outcome.Of(accepted with { Due = open.Order.Deadline }),
            _ => Corrections.Closed(command.Order),
        };
    }
}
