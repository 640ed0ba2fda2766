using FluentValidation;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Institutions;

/// <summary>Records the review of a plan (审核): approved, or returned.</summary>
/// <param name="Reason">Why it is returned; may say more where it is approved.</param>
public sealed record ReviewAnnualPlan(
    string Institution, string Plan, bool Approved, string? Reason, DateOnly On, string By,
    string? Document = null, IReadOnlyList<Evidence>? Evidence = null) : ILegalCommand;

public sealed class ReviewAnnualPlanValidator : LegalCommandValidator<ReviewAnnualPlan>
{
    public ReviewAnnualPlanValidator()
    {
        RuleFor(command => command.Institution).IsId();
        RuleFor(command => command.Plan).IsId();
        RuleFor(command => command.Reason!).IsReason("审核意见").When(command => command.Reason is not null);
    }
}

/// <summary>
/// HR or the industry authority reviews (赣人社规〔2023〕1号 Art. 15): one of the two is enough, of the institution's territory or one
/// that determined a listing of it. A returned plan needs its reason, for the institution has to know what to mend.
/// </summary>
public static class ReviewingAnnualPlan
{
    public static Outcome Decide(ReviewAnnualPlan command, Institution state, RulePack rules)
    {
        if (Standing.Refuses(command, state, rules, Rules.PlanReview, out var institution) is { } refusal) return refusal;

        var reviewed = new AnnualPlanReviewed(
            command.Act(rules, Rules.PlanReview), command.Plan, command.Approved, command.Reason?.AsReason());
        return institution.Plan(command.Plan) switch
        {
            null => NotFound(command.Plan),
            AnnualPlan.Approved done when reviewed.Repeats(done.Review) => Outcome.Nothing,
            AnnualPlan.Returned done when reviewed.Repeats(done.Review) => Outcome.Nothing,
            AnnualPlan.Submitted plan => NotTheirs(command, institution, rules)
                ?? (command.Approved || command.Reason is not null ? null : WithoutReason(rules))
                ?? Standing.DayBefore(command, plan.Submission.Act.On, "报送", rules, Rules.PlanReview)
                ?? Outcome.Of(reviewed),
            _ => AlreadyReviewed(command.Plan),
        };
    }

    private static Refusal? NotTheirs(ReviewAnnualPlan command, Institution.Registered institution, RulePack rules) =>
        Competence.HasKindOf(command.By, rules[Rules.PlanReview]) ? Supervision.Elsewhere(command, institution, rules) : new Refusal(
            "plan.not-a-reviewing-authority", RefusalKind.NotAllowed,
            $"工作总结和工作计划由人力资源社会保障主管部门或者行业主管部门审核，不能由 {command.By} 审核。",
            $"HR or an industry authority reviews summary and plan, not {command.By}.",
            rules.Cite(Rules.PlanReview), "由人力资源社会保障主管部门或者行业主管部门审核。");

    private static Refusal NotFound(string plan) => new(
        "plan.not-found", RefusalKind.NotFound, $"没有编号为 {plan} 的工作计划。", $"There is no plan {plan}.", Mend: "先报送。");

    private static Refusal AlreadyReviewed(string plan) => new(
        "plan.already-reviewed", RefusalKind.WrongState,
        $"工作计划 {plan} 已经审核。", $"Plan {plan} has been reviewed.", Mend: "退回的计划由机构再次报送后，审核新报送的一份。");

    private static Refusal WithoutReason(RulePack rules) => new(
        "plan.returned-without-reason", RefusalKind.Unlawful,
        "退回工作计划须写明理由。", "A plan is not returned without a reason.", rules.Cite(Rules.PlanReview), "写明需要补充或者修改之处。");
}
