using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>What every command must meet before its own law is asked.</summary>
internal static class Standing
{
    /// <summary>
    /// The pack is law and not a draft, the article was in force on the day, and who acts is one of its region. Null when there is nothing
    /// to object to.
    /// </summary>
    public static Refusal? Refuses(ILegalCommand command, RulePack rules, string rule) =>
        UnderADraft(rules, rule) ?? NotInForce(command.On, rules, rule) ?? NotOfTheRegion(command, rules, rule);

    /// <summary>Nothing can be issued under a draft.</summary>
    public static Refusal? UnderADraft(RulePack rules, string rule) => rules.Status == PackStatus.Draft ? Draft(rules, rule) : null;

    private static Refusal? NotInForce(DateOnly on, RulePack rules, string rule) =>
        rules.IsInForce(rule, on) ? null : new Refusal(
            "rules.not-in-force", RefusalKind.Unlawful,
            $"《{rules.InstrumentOf(rule).Title}》{Term(rules.InstrumentOf(rule))}，{on:yyyy-MM-dd} 的行为不能以其为依据。",
            $"The article was not in force on {on:yyyy-MM-dd}; nothing of that day can rest on it.",
            rules.Cite(rule), "请核对日期。施行之前的行为适用当时的规定，账本未收录其文本，不能补记。");

    private static string Term(Instrument instrument) =>
        $"自 {instrument.InForceFrom:yyyy-MM-dd} 起施行" + (instrument.InForceTo is { } last ? $"，至 {last:yyyy-MM-dd} 止" : "");

    private static Refusal? NotOfTheRegion(ILegalCommand command, RulePack rules, string rule) =>
        command.By == Actor.Institution ? null : Outside(command.By, rules, rule);

    /// <summary>An authority that is none, or that this law does not reach.</summary>
    public static Refusal? Outside(string authority, RulePack rules, string rule) =>
        Competence.InRegion(authority, rules) ? null : new Refusal(
            "authority.outside-region", RefusalKind.NotAllowed,
            $"{authority} 不是本办法适用地区的主管部门。", $"{authority} is no authority of the region that this law holds for.",
            rules.Cite(rule), "由本地区有权的主管部门办理。");

    /// <summary>
    /// As <see cref="Refuses(ILegalCommand, RulePack, string)"/>, and the institution is registered: one that is known from an official
    /// list alone has neither rights nor duties here yet.
    /// </summary>
    public static Refusal? Refuses(
        ILegalCommand command, Institution state, RulePack rules, string rule, out Institution.Registered institution)
    {
        institution = state as Institution.Registered ?? Nobody;
        return Refuses(command, rules, rule) ?? (state switch
        {
            Institution.Registered registered => DayBefore(command, registered.Registration.Act.On, "登记", rules, rule),
            Institution.KnownFromList => new Refusal(
                "institution.not-registered", RefusalKind.WrongState,
                "该机构仅见于公布的名单，尚未登记。", "The institution is known from an official list alone and has not been registered.",
                Mend: "先登记该机构。"),
            _ => new Refusal(
                "institution.not-found", RefusalKind.NotFound, "没有这个机构。", "There is no such institution.", Mend: "先登记该机构。"),
        });
    }

    /// <summary>A step cannot take effect before the day of what it rests on.</summary>
    public static Refusal? DayBefore(ILegalCommand command, DateOnly basis, string what, RulePack rules, string rule) =>
        command.On >= basis ? null : new Refusal(
            "day.before-its-basis", RefusalKind.Unlawful,
            $"日期 {command.On:yyyy-MM-dd} 早于其所依据的{what}之日 {basis:yyyy-MM-dd}。",
            $"{command.On:yyyy-MM-dd} is before {basis:yyyy-MM-dd}, the day of what it rests on.",
            rules.Cite(rule), $"日期应不早于 {basis:yyyy-MM-dd}。");

    /// <summary>What is the institution's own to do, an authority cannot do in its stead.</summary>
    public static Refusal? NotTheInstitution(ILegalCommand command, RulePack rules, string rule) =>
        command.By == Actor.Institution ? null : new Refusal(
            "institution.only-itself", RefusalKind.NotAllowed,
            "此事由机构自己提出，主管部门不能代为提出。", "This is for the institution itself to submit; an authority cannot submit it in its stead.",
            rules.Cite(rule), "由机构提出。");

    /// <summary>Said twice: nothing. The same id with other content: somebody means another thing by it.</summary>
    public static Outcome Again(ILegalFact said, ILegalFact written, string what, string id) =>
        said.Repeats(written) ? Outcome.Nothing : new Refusal(
            "id.taken", RefusalKind.WrongState,
            $"{what}编号 {id} 已有不同的内容。", $"The id {id} already stands for something else.", Mend: "换一个编号，或者核对已记录的内容。");

    public static Act Act(this ILegalCommand command, RulePack rules, string rule) =>
        new(command.On, command.By, rules.Reference(rule), command.Document?.AsDocumentNumber(),
            command.Evidence is { Count: > 0 } ? command.Evidence : null);

    /// <summary>Stands in for the institution where there is a refusal instead; nobody looks at it.</summary>
    private static readonly Institution.Registered Nobody =
        new(new InstitutionRegistered(new Act(Limits.EarliestDay, Actor.Institution), "", "", null, ""));

    private static Refusal Draft(RulePack rules, string rule) => new(
        "rules.draft", RefusalKind.Unlawful,
        $"《{rules.Title}》规则尚为草案，不能据以作出任何行为。", $"The rules '{rules.Id}' are a draft; nothing can be issued under them.",
        rules.Cite(rule), "待正式施行后办理；草案只可用于模拟。");
}
