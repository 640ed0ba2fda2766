using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Decisions;

/// <summary>Adds a piece of evidence to the file (证据入卷).</summary>
/// <param name="Item">Its kind and digest.</param>
public sealed record AttachEvidence(
    string Decision, Evidence Item, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class AttachEvidenceValidator : LegalCommandValidator<AttachEvidence>
{
    public AttachEvidenceValidator()
    {
        RuleFor(command => command.Decision).IsId();
        RuleFor(command => command.Item).Cascade(CascadeMode.Stop)
            .NotNull().WithErrorCode("evidence.missing").WithMessage("缺少证据。")
            .SetValidator(new EvidenceValidator());
    }
}

/// <summary>
/// The facts that a notice will state rest on evidence (Administrative Penalty Law Art. 44, applied as a choice of the pack).
/// </summary>
public static class AttachingEvidence
{
    public static Outcome Decide(AttachEvidence command, Decision decision, RulePack rules)
    {
        if (Standing.Refuses(command, rules, Rules.Notice) is { } refusal) return refusal;

        var attached = new EvidenceAttached(command.Act(rules, Rules.Notice), command.Item with { Kind = command.Item.Kind.AsName() });
        if (decision.Trail is { } known && known.Evidence.Any(evidence => evidence.Item == attached.Item)) return Outcome.Nothing;

        return Cases.Refuses(command, decision, rules, Rules.Notice, out _) ?? Outcome.Of(attached);
    }
}
