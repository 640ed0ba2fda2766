using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Records the review of a base for its cycle (三年一周期动态调整).</summary>
/// <param name="Kept">It stays a base for a further cycle; otherwise it is one no longer from this day.</param>
/// <param name="Opinion">What the review found, without anybody's name.</param>
public sealed record ReviewBase(
    string Institution, string Base, bool Kept, string Opinion, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class ReviewBaseValidator : LegalCommandValidator<ReviewBase>
{
    public ReviewBaseValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Base).IsId();
        RuleFor(command => command.Opinion).IsReason("复核意见");
    }
}

/// <summary>
/// Who selected the base reviews it (谁确定、谁管理, 赣人社规〔2023〕1号 Art. 2), once for each cycle (Art. 14). A review after the cycle's
/// end is late and stands; the next cycle is none the longer for it. Adjusting away is open on any day: what no longer deserves to be a
/// base need not stay one because it has just been reviewed.
/// </summary>
public static class ReviewingBase
{
    public static Outcome Decide(ReviewBase command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.BaseCycle, out var institution) is { } refusal) return refusal;

        return institution.Base(command.Base) switch
        {
            null => NotFound(command.Base),
            { } known when known.Reviews.Any(written => Fact(command, written.Due, written.Until, rules).Repeats(written)) =>
                Outcome.Nothing,
            Base.Current current => NotTheSelector(command, current, rules)
                ?? Standing.DayBefore(command, current.LastDay, "遴选或者上次复核", rules, Rules.BaseCycle)
                ?? (command.Kept && command.On < current.Begins ? CycleNotBegun(current, rules) : null)
                ?? Outcome.Of(Fact(command, current.Until, command.Kept ? BaseCycles.LastDay(current.Until, rules) : null, rules)),
            Base.Ended ended => NoLonger(ended),
            _ => throw new InvalidOperationException("A base is current or ended."),
        };
    }

    private static BaseReviewed Fact(ReviewBase command, DateOnly? due, DateOnly? until, RulePack rules) =>
        new(command.Act(rules, Rules.BaseCycle), command.Base, command.Kept, command.Opinion.AsReason(), due, until);

    private static Refusal NotFound(string one) => new(
        "base.not-found", RefusalKind.NotFound, $"没有编号为 {one} 的基地。", $"There is no base {one}.", Mend: "先遴选。");

    private static Refusal? NotTheSelector(ReviewBase command, Base.Current current, RulePack rules) =>
        command.By == current.Selector ? null : new Refusal(
            "base.not-the-selector", RefusalKind.NotAllowed,
            $"基地由 {current.Selector} 确定，{command.By} 不能复核。", $"{current.Selector} selected the base; {command.By} cannot review it.",
            rules.Cite(Rules.WhoDeterminesManages), $"由 {current.Selector} 复核。");

    private static Refusal CycleNotBegun(Base.Current current, RulePack rules) => new(
        "base.cycle-not-begun", RefusalKind.Unlawful,
        $"本周期已经复核，下一周期自 {current.Begins:yyyy-MM-dd} 开始。",
        $"The cycle has been reviewed; the next one begins on {current.Begins:yyyy-MM-dd}.",
        rules.Cite(Rules.BaseCycleDays), $"{current.Begins:yyyy-MM-dd} 之后再复核。");

    private static Refusal NoLonger(Base.Ended ended) => new(
        "base.ended", RefusalKind.WrongState,
        ended.Delisting is null
            ? $"该基地已于 {ended.On:yyyy-MM-dd} 调整退出。" : $"该基地随列入于 {ended.On:yyyy-MM-dd} 移出推荐目录而终止。",
        $"It has been no base since {ended.On:yyyy-MM-dd}.", Mend: "如需再次成为基地，另行遴选。");
}
