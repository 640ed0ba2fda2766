using Ledger.Domain.Values;

namespace Ledger.Domain.CreditAccounts;

/// <summary>What somebody took part in, and what it is said to be worth.</summary>
/// <param name="Hours">学时, more than 0.</param>
/// <param name="Project">The training project's id, where it has one.</param>
/// <param name="Activity">What was attended, in words; never a person's name.</param>
/// <param name="Provider">The institution's id, where a registered institution provided it.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive: the day of completion.</param>
/// <param name="Division">Six digits: where the person is employed, for statistics. Not part of what was attended.</param>
public sealed record Participation(
    LearningForm Form, SubjectKind Subject, decimal Hours, string? Project, string Activity, string? Provider,
    DateOnly From, DateOnly To, string? Division = null)
{
    /// <summary>
    /// The participation without what is said about it: the project, or else the activity's name without spaces and with
    /// full-width forms folded, and the period. Entry ids of imports are derived from it.
    /// </summary>
    public string Key => $"{From:yyyyMMdd}-{To:yyyyMMdd}-{(Project is null ? "a:" + ActivityKey : "p:" + Project)}";

    private string ActivityKey => NameKey.Of(Activity);

    public static Participation Of(HoursClaimed fact) =>
        new(fact.Form, fact.Subject, fact.Hours, fact.Project, fact.Activity, fact.Provider, fact.From, fact.To, fact.Division);

    public static Participation Of(HoursRestated fact) =>
        new(fact.Form, fact.Subject, fact.Hours, fact.Project, fact.Activity, fact.Provider, fact.From, fact.To, fact.Division);

    /// <summary>
    /// Whether it is the same event in the person's life: the same period, and the same project; where either names no project, the same
    /// activity. Another activity in the same days is another participation.
    /// </summary>
    public bool IsSameAs(Participation other) =>
        From == other.From && To == other.To && (Project is not null && other.Project is not null
            ? string.Equals(Project, other.Project, StringComparison.Ordinal)
            : string.Equals(ActivityKey, other.ActivityKey, StringComparison.Ordinal));

    /// <summary>Whether it says nothing that <paramref name="recorded"/>, the same participation, does not say already.</summary>
    public bool SaysNothingNewBeside(Participation recorded) =>
        Form == recorded.Form && Subject == recorded.Subject && Hours == recorded.Hours
        && (Project is null || recorded.Project is not null)
        && (Provider is null || string.Equals(Provider, recorded.Provider, StringComparison.Ordinal));
}
