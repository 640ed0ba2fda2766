using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>The ledger notes that a year has begun without a plan for it (年度工作计划逾期未报).</summary>
public sealed record NoteOverduePlan(string Institution, int Year, DateOnly On) : ILedgerCommand;

public sealed class NoteOverduePlanValidator : LedgerCommandValidator<NoteOverduePlan>
{
    public NoteOverduePlanValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Year).InclusiveBetween(Limits.EarliestDay.Year + 1, Limits.LatestDay.Year)
            .WithErrorCode("year.out-of-range").WithMessage($"年度须在{Limits.EarliestDay.Year + 1}至{Limits.LatestDay.Year}之间。");
    }
}

/// <summary>
/// Of an institution that was listed when the year's end began and when it was over (赣人社规〔2023〕1号 Art. 15 and the pack's choice of
/// its days). A plan that had been returned by then counts as none; one that waited for its review was handed in, and stays so when it is
/// returned later. So a late hand finds what one in time would have found.
/// </summary>
public static class NotingOverduePlan
{
    public static Outcome Decide(NoteOverduePlan command, Institution state, RulePack rules)
    {
        var due = YearEnd.PlanDue(command.Year, rules);
        return state is Institution.Registered institution
            && Overdue.IsPast(due, command, rules, Rules.YearEnd)
            && YearEnd.OwesPlan(institution, command.Year, rules)
            && institution.StandingPlan(command.Year) is null && !institution.HadPlan(command.Year, due)
            && institution.OverduePlans.All(note => note.Year != command.Year)
            ? Outcome.Of(new PlanOverdue(Overdue.Act(due, rules, Rules.YearEnd), command.Year, due))
            : Outcome.Nothing;
    }
}
