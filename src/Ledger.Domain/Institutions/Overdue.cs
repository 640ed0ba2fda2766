using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>
/// What the ledger's own notes share. Nobody acts in them: they say that a last day has gone by, from the day after it, and cite the
/// article that set the term. Under a draft no term is law, so nothing is overdue.
/// </summary>
internal static class Overdue
{
    /// <summary>Whether the last day lies behind the day of the note, under rules that are law.</summary>
    public static bool IsPast(DateOnly last, ILedgerCommand note, RulePack rules, string rule) =>
        note.On > last && Standing.UnderADraft(rules, rule) is null;

    /// <summary>The day after the last, whenever it comes to be noted: a late hand makes nothing later.</summary>
    public static Act Act(DateOnly last, RulePack rules, string rule) =>
        new(last.AddDays(1), Actor.Ledger, rules.ReferenceOn(rule, last.AddDays(1)));
}
