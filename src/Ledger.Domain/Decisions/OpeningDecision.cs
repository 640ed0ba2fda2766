using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Decisions;

/// <summary>Opens a decision to remove a listing from the recommended directory (立案).</summary>
/// <param name="Gravity">How grave the circumstances are taken to be. A decision opened as ordinary cannot be issued.</param>
/// <param name="Ground">What rule was broken and how. Without one it is the law that refuses, and names its article.</param>
public sealed record OpenDecision(
    string Decision, string Institution, string Listing, Gravity Gravity, string? Ground, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class OpenDecisionValidator : LegalCommandValidator<OpenDecision>
{
    public OpenDecisionValidator()
    {
        RuleFor(command => command.Decision).IsId();
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Listing).IsId();
        RuleFor(command => command.Gravity).IsInEnum().WithErrorCode("gravity.unknown").WithMessage("情节只分一般和严重。");
        RuleFor(command => command.Ground!).IsReason("事由").When(command => !string.IsNullOrWhiteSpace(command.Ground));
    }
}

/// <summary>
/// Only the authority that determined a listing may propose its end (Order 259 Art. 25), and one decision at a time: both streams are
/// written, so that two that are opened at once meet on the institution's.
/// </summary>
public static class OpeningDecision
{
    public static Outcome Decide(OpenDecision command, Decision decision, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.Delisting, out var institution) is { } refusal) return refusal;

        var act = command.Act(rules, Rules.Delisting);
        var opened = new DecisionOpened(act, command.Institution, command.Listing, command.Gravity, command.Ground?.AsReason() ?? "");
        if (decision.Trail is { } trail) return Standing.Again(opened, trail.Opening, "决定", command.Decision);

        return DelistingInstitution.Refuses(command.By, command.Listing, institution, rules, out var current)
            ?? (string.IsNullOrWhiteSpace(command.Ground) ? DelistingInstitution.WithoutGround(rules) : null)
            ?? (current.OpenDecision is { } other ? DelistingInstitution.AnotherOpen(other) : null)
            ?? Standing.DayBefore(command, current.Since, "列入推荐目录", rules, Rules.Delisting)
            ?? Outcome.On(
                new FactOnStream(StreamIds.Decision(command.Decision), opened),
                new FactOnStream(StreamIds.Institution(command.Institution), new DelistingOpened(act, command.Listing, command.Decision)));
    }
}
