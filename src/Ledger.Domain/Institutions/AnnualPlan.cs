namespace Ledger.Domain.Institutions;

/// <summary>A plan for a year with the summary of the year before (工作总结和下一年度工作计划), and what its review came to.</summary>
public abstract record AnnualPlan(AnnualPlanSubmitted Submission)
{
    public string Id => Submission.Plan;

    public int Year => Submission.Year;

    /// <summary>Handed in after its last day.</summary>
    public bool IsLate => Submission.Act.On > Submission.Due;

    /// <summary>Handed in by the day, and not returned by then.</summary>
    public bool StoodOn(DateOnly day) => Submission.Act.On <= day && !(this is Returned returned && returned.Review.Act.On <= day);

    /// <summary>Handed in and not reviewed yet.</summary>
    public sealed record Submitted(AnnualPlanSubmitted Submission) : AnnualPlan(Submission);

    public sealed record Approved(AnnualPlanSubmitted Submission, AnnualPlanReviewed Review) : AnnualPlan(Submission);

    /// <summary>Sent back with a reason. It counts as not handed in; another may follow.</summary>
    public sealed record Returned(AnnualPlanSubmitted Submission, AnnualPlanReviewed Review) : AnnualPlan(Submission);

    internal AnnualPlan Add(AnnualPlanReviewed review) =>
        review.Approved ? new Approved(Submission, review) : new Returned(Submission, review);
}
