using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Orders the institution to correct what is wrong (责令改正).</summary>
/// <param name="Ground">What rule was broken and how.</param>
/// <param name="Deadline">The last day to correct, inclusive.</param>
public sealed record OrderCorrection(
    string Institution, string Order, string Ground, DateOnly Deadline, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class OrderCorrectionValidator : LegalCommandValidator<OrderCorrection>
{
    public OrderCorrectionValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Order).IsId();
        RuleFor(command => command.Ground).IsReason("事由");
        RuleFor(command => command.Deadline).InclusiveBetween(Limits.EarliestDay, Limits.LatestDay)
            .WithErrorCode("day.out-of-range").WithMessage($"日期须在{Limits.EarliestDay:yyyy-MM-dd}至{Limits.LatestDay:yyyy-MM-dd}之间。");
    }
}

/// <summary>
/// HR or the industry authority orders correction (Order 259 Art. 25). The article sets no term: what can be corrected at once may be
/// ordered so (立即改正), and only a deadline before the order is none.
/// </summary>
public static class OrderingCorrection
{
    public static Outcome Decide(OrderCorrection command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Correction, out var institution) is { } refusal) return refusal;

        var ordered = new CorrectionOrdered(
            command.Act(rules, Rules.Correction), command.Order, command.Ground.AsReason(), command.Deadline);
        if (institution.Correction(command.Order) is { } known) return Standing.Again(ordered, known.Order, "责令改正", command.Order);

        return Sanctions.NotTheirs(command, institution, rules, Rules.Correction)
            ?? (command.Deadline >= command.On ? null : NoTime(rules))
            ?? Outcome.Of(ordered);
    }

    private static Refusal NoTime(RulePack rules) => new(
        "correction.no-time", RefusalKind.Unlawful,
        "改正期限不能早于责令改正之日。", "The deadline does not lie before the day of the order.", rules.Cite(Rules.Correction), "给予合理的改正期限。");
}
