using System.Globalization;
using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;

namespace Ledger.Conformance.Desk;

/// <summary>Commands on one synthetic institution, from its registration to the end of its listing.</summary>
public static class Said
{
    public const string Institution = "i1";
    public const string Decision = "d1";
    public const string Hr = "hr-360000";

    public static readonly string Stream = StreamIds.Institution(Institution);
    public static readonly string DecisionStream = StreamIds.Decision(Decision);

    /// <summary>Everything before the decision is issued, in order.</summary>
    public static IReadOnlyList<ICommand> UpToTheIssue { get; } =
    [
        Register(),
        new ApplyForListing(Institution, "a1", ListingKind.Public, Hr, null, Day("2024-01-20")),
        new ReviewApplication(Institution, "a1", true, 5, true, "条件符合", Day("2024-02-10"), Hr),
        new DetermineListing(Institution, "a1", "l1", Day("2024-02-20"), Hr),
        new ListInstitution(Institution, "l1", Day("2024-03-01"), Hr, "赣人社发〔2024〕1号"),
        new OpenDecision(Decision, Institution, "l1", Gravity.Serious, "出具虚假学时证明", Day("2024-06-01"), Hr),
        new AttachEvidence(Decision, new Evidence("检查笔录", new string('a', 64)), Day("2024-06-02"), Hr),
        new ServeNotice(Decision, Day("2024-06-20"), Day("2024-06-05"), Hr),
        new HearStatement(Decision, false, "承认事实，请求从轻", "理由不成立", Day("2024-06-15"), Hr),
    ];

    public static IssueDecision Issue { get; } = new(Decision, Day("2024-08-01"), Hr, "赣人社字〔2024〕88号");

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static RegisterInstitution Register(string institution = Institution, string name = "虚构培训中心") =>
        new(institution, name, "虚构大学", null, "360000", Day("2024-01-10"), Hr);

    public static RenameInstitution Rename(string name, string institution = Institution, string on = "2024-02-01") =>
        new(institution, name, Day(on));

    public static InspectInstitution Inspect(string inspection, string institution = Institution, string findings = "档案齐全") =>
        new(institution, inspection, true, findings, false, Day("2024-05-01"), Hr);
}
