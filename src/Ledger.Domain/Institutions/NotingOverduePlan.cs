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
/// Of an institution that is listed, and was so before the year's end began (赣人社规〔2023〕1号 Art. 15 and the pack's choice of its
/// days). A plan that was returned counts as none; one that waits for its review was handed in.
/// </summary>
public static class NotingOverduePlan
{
    public static Outcome Decide(NoteOverduePlan command, Institution state, RulePack rules)
    {
        var due = YearEnd.PlanDue(command.Year, rules);
        return state is Institution.Registered institution
            && Overdue.IsPast(due, command, rules, Rules.YearEnd)
            && Owes(institution, command.Year, rules)
            ? Outcome.Of(new PlanOverdue(Overdue.Act(due, rules, Rules.YearEnd), command.Year, due))
            : Outcome.Nothing;
    }

    private static bool Owes(Institution.Registered institution, int year, RulePack rules) =>
        institution.Listings.OfType<Listing.Current>().Any(listing => listing.Since < YearEnd.FirstDay(year - 1, rules))
        && institution.StandingPlan(year) is null
        && institution.OverduePlans.All(note => note.Year != year);
}
