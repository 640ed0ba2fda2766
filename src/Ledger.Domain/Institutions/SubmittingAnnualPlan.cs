using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Hands in the summary of the year's work and the plan for the next (报送工作总结和下一年度工作计划).</summary>
/// <param name="Plan">The id of this submission.</param>
/// <param name="Year">The year planned for.</param>
/// <param name="Evidence">Both papers by digest, under the kinds that the rules name.</param>
public sealed record SubmitAnnualPlan(
    string Institution, string Plan, int Year, DateOnly On, string By = Actor.Institution,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class SubmitAnnualPlanValidator : LegalCommandValidator<SubmitAnnualPlan>
{
    public SubmitAnnualPlanValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Plan).IsId();
        RuleFor(command => command.Year).InclusiveBetween(Limits.EarliestDay.Year + 1, Limits.LatestDay.Year)
            .WithErrorCode("year.out-of-range").WithMessage($"年度须在{Limits.EarliestDay.Year + 1}至{Limits.LatestDay.Year}之间。");
    }
}

/// <summary>
/// Each institution, at each year's end (赣人社规〔2023〕1号 Art. 15). Both papers belong to it. What is late is taken, and says by its day
/// that it is late: a plan that comes late is better than none. Who owes none, listed too late for it or not at all, is not late.
/// One that was returned is handed in again, under another id.
/// </summary>
public static class SubmittingAnnualPlan
{
    public static Outcome Decide(SubmitAnnualPlan command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.AnnualPlan, out var institution) is { } refusal) return refusal;

        var submitted = new AnnualPlanSubmitted(
            command.Act(rules, Rules.AnnualPlan), command.Plan, command.Year, Due(command.Year, institution, rules));
        if (institution.Plan(command.Plan) is { } known)
            return Standing.Again(submitted with { Due = known.Submission.Due }, known.Submission, "工作计划", command.Plan);

        return Standing.NotTheInstitution(command, rules, Rules.AnnualPlan)
            ?? (command.Year <= command.On.Year + 1 ? null : NotTheNextYear(command, rules))
            ?? Incomplete(command, rules)
            ?? AlreadySubmitted(institution, command.Year)
            ?? Outcome.Of(submitted);
    }

    /// <summary>
    /// Null where none was owed, and where one was handed in by then and returned later: the article sets no term for another.
    /// </summary>
    private static DateOnly? Due(int year, Institution.Registered institution, RulePack rules)
    {
        var due = YearEnd.PlanDue(year, rules);
        return YearEnd.OwesPlan(institution, year, rules) && !institution.HadPlan(year, due) ? due : null;
    }

    private static Refusal? Incomplete(SubmitAnnualPlan command, RulePack rules)
    {
        var shown = (command.Evidence ?? []).Select(evidence => evidence.Kind.AsName());
        var missing = string.Join("、", rules[Rules.AnnualPlan].Values!.Except(shown, StringComparer.Ordinal));
        return missing.Length == 0 ? null : new Refusal(
            "plan.incomplete", RefusalKind.Unlawful,
            $"报送的材料缺少：{missing}。", $"What is handed in lacks: {missing}.",
            rules.Cite(Rules.AnnualPlan), $"将 {missing} 列入所附材料，材料种类即用此名，附 SHA-256 摘要。");
    }

    private static Refusal NotTheNextYear(SubmitAnnualPlan command, RulePack rules) => new(
        "plan.year-too-far", RefusalKind.Unlawful,
        $"{command.On.Year} 年报送的是 {command.On.Year + 1} 年度的计划，不是 {command.Year} 年度的。",
        $"In {command.On.Year} the plan of {command.On.Year + 1} is handed in, not that of {command.Year}.",
        rules.Cite(Rules.AnnualPlan), $"{command.Year - 1} 年底再报送。");

    private static Refusal? AlreadySubmitted(Institution.Registered institution, int year) =>
        institution.StandingPlan(year) is not { } standing ? null : new Refusal(
            "plan.already-submitted", RefusalKind.WrongState,
            $"{year} 年度工作计划已经报送（{standing.Id}）。", $"The plan for {year} has been handed in: {standing.Id}.",
            Mend: "等待审核；审核退回后可以再次报送。");
}
