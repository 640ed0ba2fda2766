using FluentValidation;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Decisions;

/// <summary>Serves the notice of what is proposed, its facts, grounds and basis (送达事先告知书).</summary>
/// <param name="StatementsUntil">The last day on which the institution may be heard, inclusive.</param>
public sealed record ServeNotice(
    string Decision, DateOnly StatementsUntil, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class ServeNoticeValidator : LegalCommandValidator<ServeNotice>
{
    public ServeNoticeValidator()
    {
        RuleFor(command => command.Decision).IsId();
        RuleFor(command => command.StatementsUntil).InclusiveBetween(Limits.EarliestDay, Limits.LatestDay)
            .WithErrorCode("day.out-of-range").WithMessage($"日期须在{Limits.EarliestDay:yyyy-MM-dd}至{Limits.LatestDay:yyyy-MM-dd}之间。");
    }
}

/// <summary>
/// Before the decision the institution is told what is proposed and why (Administrative Penalty Law Art. 44, applied as a choice of
/// the pack). The texts give no length for the statement period; where the pack names none, it lasts past the day of the notice.
/// </summary>
public static class ServingNotice
{
    public static Outcome Decide(ServeNotice command, Decision decision, RulePack rules)
    {
        if (Standing.Refuses(command, rules, Rules.Notice) is { } refusal) return refusal;

        var served = new NoticeServed(command.Act(rules, Rules.Notice), command.StatementsUntil);
        if (decision.Trail?.Notice is { } written && served.Repeats(written)) return Outcome.Nothing;

        return Cases.Refuses(command, decision, rules, Rules.Notice, out var trail)
            ?? (trail.Notice is { } earlier ? AlreadyServed(earlier) : null)
            ?? NoTimeForStatements(command, rules)
            ?? Outcome.Of(served);
    }

    private static Refusal? NoTimeForStatements(ServeNotice command, RulePack rules)
    {
        var days = (int)(rules[Rules.Statement].Number ?? 1);
        return command.StatementsUntil.DayNumber - command.On.DayNumber >= days ? null : new Refusal(
            "decision.no-time-for-statements", RefusalKind.Unlawful,
            $"陈述申辩的期限应至少至告知之后第{days}日。", $"Statements may be made until {days} day(s) after the notice at the least.",
            rules.Cite(Rules.Statement), "给予充分的陈述申辩期限。");
    }

    private static Refusal AlreadyServed(NoticeServed earlier) => new(
        "decision.notice-already-served", RefusalKind.WrongState,
        $"告知书已于 {earlier.Act.On:yyyy-MM-dd} 送达。", $"The notice was served on {earlier.Act.On:yyyy-MM-dd}.",
        Mend: "拟作出的决定有变的，撤回本案后另行立案。");
}
