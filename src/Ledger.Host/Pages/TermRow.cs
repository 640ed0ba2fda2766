using Ledger.Domain.Institutions;
using Ledger.Host.Wording;

namespace Ledger.Host.Pages;

/// <summary>How a term stands: running, met, or to be looked at.</summary>
public enum TermTone
{
    Running,
    Met,
    Attention,
}

/// <summary>A term of an institution as its page tells it: of an order, of a year's plan, of a base's cycle.</summary>
public sealed record TermRow(string What, string State, TermTone Tone, string Term, string? Note)
{
    /// <summary>As it stood on the day, in the order of orders, plans and bases.</summary>
    /// <param name="day">None to come, and none after what was known: of such days nobody can say that something did not happen.</param>
    public static IReadOnlyList<TermRow> Of(Institution institution, DateOnly day) => institution is not Institution.Registered registered
        ? []
        : [
            .. registered.Corrections.Select(correction => Of(correction, day)),
            .. Plans(registered),
            .. registered.Bases.Select(one => Of(one, day)),
        ];

    private static TermRow Of(Correction correction, DateOnly day)
    {
        var (state, tone) = correction switch
        {
            Correction.Accepted { IsLate: true } => ("已改正，期限后验收", TermTone.Met),
            Correction.Accepted => ("已改正", TermTone.Met),
            Correction.Failed => ("未改正", TermTone.Attention),
            _ when day > correction.Order.Deadline => ("期限已过，未见结论", TermTone.Attention),
            _ => ("改正期内", TermTone.Running),
        };
        return new TermRow(
            $"责令改正 {correction.Id}", state, tone, $"至 {Days.Text(correction.Order.Deadline)}",
            $"{ActorWords.Zh(correction.Order.Act.By)} 责令");
    }

    private static IEnumerable<TermRow> Plans(Institution.Registered institution) => institution.Plans.Select(Of)
        .Concat(institution.OverduePlans.Where(note => institution.StandingPlan(note.Year) is null)
            .Select(note => (note.Year, Row: new TermRow(
                $"{note.Year} 年度工作计划", "逾期未报", TermTone.Attention, $"至 {Days.Text(note.Due)}", null))))
        .OrderBy(plan => plan.Year).Select(plan => plan.Row);

    private static (int Year, TermRow Row) Of(AnnualPlan plan)
    {
        var (state, tone) = plan switch
        {
            AnnualPlan.Approved => ("审核通过", TermTone.Met),
            AnnualPlan.Returned => ("已退回", TermTone.Attention),
            _ => ("待审核", TermTone.Running),
        };
        var late = plan.IsLate ? "，逾期" : "";
        return (plan.Year, new TermRow(
            $"{plan.Year} 年度工作计划 {plan.Id}", state, tone, plan.Submission.Due is { } due ? $"至 {Days.Text(due)}" : "—",
            $"{Days.Text(plan.Submission.Act.On)} 报送{late}"));
    }

    private static TermRow Of(Base one, DateOnly day)
    {
        var what = $"{Words.Zh("baseLevel", one.Level)}继续教育基地 {one.Id}";
        var note = $"{ActorWords.Zh(one.Selector)} 确定";
        return one switch
        {
            Base.Current current => new TermRow(
                what, day > current.Until ? "周期届满，未见复核" : "周期内", day > current.Until ? TermTone.Attention : TermTone.Running,
                $"{Days.Text(current.Begins)} 至 {Days.Text(current.Until)}", note),
            Base.Ended ended => new TermRow(
                what, ended.Delisting is null ? "已调整退出" : "随列入终止", TermTone.Attention, $"{Days.Text(ended.On)} 终止", note),
            _ => throw new InvalidOperationException("A base is current or ended."),
        };
    }
}
