using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Decisions;

/// <summary>Records that the institution stated its case, or waived it in words (陈述申辩).</summary>
/// <param name="Summary">What it said, without anybody's name.</param>
/// <param name="Finding">What the authority makes of it.</param>
public sealed record HearStatement(
    string Decision, bool Waived, string Summary, string Finding, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class HearStatementValidator : LegalCommandValidator<HearStatement>
{
    public HearStatementValidator()
    {
        RuleFor(command => command.Decision).IsId();
        RuleFor(command => command.Summary).IsReason("陈述申辩摘要");
        RuleFor(command => command.Finding).IsReason("复核意见");
    }
}

/// <summary>
/// The authority hears the institution and weighs what it says (Administrative Penalty Law Art. 45, applied as a choice of the pack).
/// A statement answers a notice; one that comes after the period may still be heard.
/// </summary>
public static class HearingStatement
{
    public static Outcome Decide(HearStatement command, Decision decision, RulePack rules)
    {
        if (Standing.Refuses(command, rules, Rules.Statement) is { } refusal) return refusal;

        var heard = new StatementHeard(
            command.Act(rules, Rules.Statement), command.Waived, command.Summary.AsReason(), command.Finding.AsReason());
        if (decision.Trail is { } known && known.Statements.Any(heard.Repeats)) return Outcome.Nothing;

        return Cases.Refuses(command, decision, rules, Rules.Statement, out var trail)
            ?? (trail.Notice is { } notice ? Standing.DayBefore(command, notice.Act.On, "告知", rules, Rules.Statement) : NoNotice(rules))
            ?? Outcome.Of(heard);
    }

    private static Refusal NoNotice(RulePack rules) => new(
        "decision.notice-not-served", RefusalKind.Unlawful,
        "尚未送达告知书，机构无从陈述申辩。", "No notice was served; there is nothing yet to answer.",
        rules.Cite(Rules.Notice), "先送达事先告知书。");
}
