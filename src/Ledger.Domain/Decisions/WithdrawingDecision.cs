using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Decisions;

/// <summary>Withdraws a decision that was not issued yet (撤回). The listing stands as before.</summary>
public sealed record WithdrawDecision(
    string Decision, string Reason, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class WithdrawDecisionValidator : LegalCommandValidator<WithdrawDecision>
{
    public WithdrawDecisionValidator()
    {
        RuleFor(command => command.Decision).IsId();
        RuleFor(command => command.Reason).IsReason("撤回理由");
    }
}

/// <summary>
/// Who opened a decision may let it go as long as it is not issued. What was issued is not withdrawn: its effect has begun, and only
/// another decision could answer it.
/// </summary>
public static class WithdrawingDecision
{
    public static Outcome Decide(WithdrawDecision command, Decision decision, RulePack rules)
    {
        if (Standing.Refuses(command, rules, Rules.Delisting) is { } refusal) return refusal;

        var act = command.Act(rules, Rules.Delisting);
        var withdrawn = new DecisionWithdrawn(act, command.Reason.AsReason());
        if (decision is Decision.Withdrawn done && withdrawn.Repeats(done.Withdrawal)) return Outcome.Nothing;

        return Cases.Refuses(command, decision, rules, Rules.Delisting, out var trail)
            ?? Outcome.On(
                new FactOnStream(StreamIds.Decision(command.Decision), withdrawn),
                new FactOnStream(
                    StreamIds.Institution(trail.Opening.Institution),
                    new DelistingWithdrawn(act, trail.Opening.Listing, command.Decision)));
    }
}
