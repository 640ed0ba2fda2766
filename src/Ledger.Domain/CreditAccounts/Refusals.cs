using System.Globalization;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.CreditAccounts;

/// <summary>What the law, or the order of the account, answers when hours cannot be taken as said. Codes are stable.</summary>
internal static class Refusals
{
    public static Refusal OtherYear(int year, DateOnly completed, RulePack rules) => new(
        "credits.other-year", RefusalKind.Unlawful,
        $"学习于 {Day(completed)} 完成，应计入 {completed.Year} 年度，不能计入 {year} 年度。",
        $"The participation was completed on {Day(completed)} and counts in {completed.Year}, not in {year}.",
        rules.Cite(Rules.YearOfCompletion), $"改报 {completed.Year} 年度。");

    public static Refusal NotCompleted(DateOnly on, DateOnly completed, RulePack rules) => new(
        "credits.not-completed", RefusalKind.Unlawful,
        $"学习至 {Day(completed)} 才完成，{Day(on)} 不能申报或认定其学时。",
        $"The participation ends on {Day(completed)}; its hours cannot be claimed or recognised on {Day(on)}.",
        rules.Cite(Rules.ReportCompletion), $"于 {Day(completed)} 或之后申报。");

    public static Refusal Duplicate(CreditEntry standing, RulePack rules) => new(
        "credits.duplicate", RefusalKind.WrongState,
        $"同一学习（条目 {standing.Id:D}，{standing.State.Zh}）已按另外的学时、科目、形式、项目或机构记载，同一学习只计一次。",
        $"The same participation stands in entry {standing.Id:D} ({standing.State.En}) with other hours, subject, form, project or "
            + "provider; it counts once.",
        rules.Cite(Rules.Duplicates), "如原记载有误，请对该条目办理更正，不要重复申报。");

    /// <summary>A file sent once more must not bring back what was taken away on purpose.</summary>
    public static Refusal EndedBefore(CreditEntry ended, RulePack rules) => new(
        "credits.ended-before", RefusalKind.WrongState,
        $"相同内容曾记入条目 {ended.Id:D}，该条目{ended.State.Zh}，批量上报不能使其恢复。",
        $"The same statement stood in entry {ended.Id:D}, which was {ended.State.En}; an import cannot bring it back.",
        rules.Cite(Rules.TruthfulProof), "确需重新计入的，请单独申报并附证明。");

    public static Refusal EntryTaken(Guid entry) => new(
        "credits.entry-taken", RefusalKind.WrongState,
        $"条目编号 {entry:D} 已用于另一内容。", $"Entry {entry:D} already says something else.", Mend: "换用新的条目编号。");

    public static Refusal NoEntry(Guid entry) => new(
        "credits.no-entry", RefusalKind.NotFound,
        $"该年度账户中没有条目 {entry:D}。", $"There is no entry {entry:D} in this year's account.", Mend: "核对人员、年度和条目编号。");

    public static Refusal WrongState(CreditEntry entry, string actZh, string actEn) => new(
        "credits.wrong-state", RefusalKind.WrongState,
        $"条目 {entry.Id:D} {entry.State.Zh}，不能{actZh}。", $"Entry {entry.Id:D} is {entry.State.En} and cannot be {actEn}.");

    public static Refusal MoreThanClaimed(decimal claimed, decimal asked, RulePack rules) => new(
        "credits.more-than-claimed", RefusalKind.Unlawful,
        $"认定 {Number(asked)} 学时，超过申报的 {Number(claimed)} 学时。",
        $"{Number(asked)} hours cannot be recognised where {Number(claimed)} were claimed.",
        rules.Cite(Rules.Recognition), $"认定不超过 {Number(claimed)} 学时。");

    public static Refusal BeforeItsState(CreditEntry entry, DateOnly on) => new(
        "credits.before-its-state", RefusalKind.WrongState,
        $"条目 {entry.Id:D} 自 {Day(entry.Since)} 起{entry.State.Zh}，后续处理不能早于该日（{Day(on)}）。",
        $"Entry {entry.Id:D} is {entry.State.En} since {Day(entry.Since)}; what follows cannot take effect on {Day(on)}.",
        Mend: $"生效日期不早于 {Day(entry.Since)}。");

    public static Refusal NothingToCorrect(Guid entry) => new(
        "credits.nothing-to-correct", RefusalKind.WrongState,
        $"更正内容与条目 {entry:D} 的记载相同。", $"The correction says what entry {entry:D} says already.");

    public static Refusal AccountFull(RulePack rules) => new(
        "credits.account-full", RefusalKind.WrongState,
        $"该年度账户已有 {CreditLimits.EntriesPerAccount} 个条目，达到上限。",
        $"The year's account holds {CreditLimits.EntriesPerAccount} entries, which is its limit.",
        rules.Cite(Rules.Duplicates), "请核对是否误将多人学时报入同一人。");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal hours) => hours.ToString("0.##", CultureInfo.InvariantCulture);
}
