using System.Globalization;
using Ledger.Domain.Decisions;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Tests.Kernel;

/// <summary>One synthetic institution and its life up to a delisting, fact by fact. Each name is the state it brings about.</summary>
public static class Samples
{
    /// <summary>The institution.</summary>
    public const string I1 = "i1";

    /// <summary>The decision.</summary>
    public const string D1 = "d1";

    /// <summary>The application.</summary>
    public const string A1 = "a1";

    /// <summary>The listing.</summary>
    public const string L1 = "l1";

    /// <summary>The year of published statistics.</summary>
    public const int Y1 = 2024;

    public const string ProvincialHr = "hr-360000";
    public const string CityHr = "hr-360100";
    public const string OtherCityHr = "hr-360700";
    public const string CountyHr = "hr-360102";
    public const string CityHealth = "industry-360100-health";
    public const string ProvincialHealth = "industry-360000-health";
    public const string Accountants = "organisation-360000-accountants";
    public const string CityNurses = "organisation-360100-nurses";
    public const string Foreign = "hr-320000";

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Act By(string who, string day, string rule) => new(Day(day), who, RulePackCatalog.Jiangxi.Reference(rule));

    public static Act Itself(string day, string rule) => By(Actor.Institution, day, rule);

    public static InstitutionRegistered Registered { get; } = new(
        Itself("2024-01-10", Rules.Registration), "示例培训中心", "示例大学", null, "360100");

    public static InstitutionApplied Applied { get; } = new(
        Itself("2024-02-01", Rules.Application), A1, ListingKind.Professional, CityHealth, CityHr);

    public static ApplicationReviewed Reviewed { get; } = new(
        By(CityHealth, "2024-03-01", Rules.Review), A1, Recommended: true, Experts: 5, SiteVisited: true, "条件具备");

    public static ListingDetermined Determined { get; } = new(
        By(CityHealth, "2024-03-10", Rules.DetermineProfessional), A1, L1, ListingKind.Professional, CityHealth, CityHr);

    public static InstitutionListed Listed { get; } = new(
        By(CityHr, "2024-04-01", Rules.Publication), L1, ListingKind.Professional, CityHealth, CityHr);

    public static CorrectionOrdered Ordered { get; } = new(
        By(CityHealth, "2024-05-01", Rules.Correction), "o1", "未公布收费项目", Day("2024-06-01"));

    public static InstitutionAssessed Assessed { get; } = new(
        By(CityHr, "2025-01-15", Rules.Assessment), "s1", 2024, AssessmentGrade.Qualified, null);

    public static DecisionOpened Opened { get; } = new(
        By(CityHealth, "2025-03-01", Rules.Delisting), I1, L1, Gravity.Serious, "出具虚假证明");

    public static DelistingOpened OpenedOnListing { get; } = new(By(CityHealth, "2025-03-01", Rules.Delisting), L1, D1);

    public static NoticeServed Noticed { get; } = new(By(CityHealth, "2025-03-10", Rules.Notice), Day("2025-03-20"));

    public static StatementHeard Heard { get; } = new(
        By(CityHealth, "2025-03-15", Rules.Statement), Waived: false, "认为情节不严重", "不予采纳");

    public static DecisionIssued Issued { get; } = new(By(CityHealth, "2025-04-01", Rules.Delisting), I1, L1);

    public static InstitutionDelisted Delisted { get; } = new(
        By(CityHealth, "2025-04-01", Rules.Delisting), L1, D1, "出具虚假证明");

    /// <summary>Everything up to the listing.</summary>
    public static IReadOnlyList<IFact> UpToListed { get; } = [Registered, Applied, Reviewed, Determined, Listed];

    /// <summary>Everything up to an open decision on the listing.</summary>
    public static IReadOnlyList<IFact> UpToOpened { get; } = [.. UpToListed, Opened, OpenedOnListing];

    /// <summary>Everything up to the served notice.</summary>
    public static IReadOnlyList<IFact> UpToNoticed { get; } = [.. UpToOpened, Noticed];

    /// <summary>Everything up to the issued decision and the end of the listing.</summary>
    public static IReadOnlyList<IFact> UpToDelisted { get; } = [.. UpToNoticed, Heard, Issued, Delisted];
}
