using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Decisions;
using Ledger.Domain.Editions;
using Ledger.Domain.Imports;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using static Ledger.Domain.Tests.Kernel.Samples;

namespace Ledger.Domain.Tests.Kernel;

/// <param name="Full">Everything is said that can be said.</param>
/// <param name="Minimal">Nothing is said that may be left out.</param>
public sealed record SnapshotFact(ILegalFact Full, ILegalFact Minimal);

/// <summary>Every kind of fact with fixed, synthetic values, written by hand: what is stored is compared with what stands here.</summary>
public static class SnapshotFacts
{
    private const string Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string OtherDigest = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

    private static readonly Guid One = new("11111111-1111-4111-8111-111111111111");
    private static readonly Guid Two = new("22222222-2222-4222-8222-222222222222");
    private static readonly DateOnly March = Day("2024-03-01");
    private static readonly DateOnly April = Day("2024-04-01");

    private static readonly Act Full = new(
        March, "hr-360000", new RuleReference("jiangxi", "2023.1", "259:第二十五条"), "赣人社规〔2023〕1号",
        [new Evidence("送达回证", Digest), new Evidence("申报材料", OtherDigest)]);

    private static readonly Act Least = new(March, "institution");

    public static IReadOnlyList<SnapshotFact> All { get; } =
        [.. Institutions(), .. Oversight(), .. Duties(), .. Decisions(), .. Lists(), .. Credits(), .. Editions()];

    private static IEnumerable<SnapshotFact> Institutions() =>
    [
        Of(act => new InstitutionRegistered(act, "示例“培训”中心·𠮷", "示例大学", "91360000000000000X", "360100"),
            act => new InstitutionRegistered(act, "示例培训中心", "示例大学", null, "360100")),
        Of(act => new InstitutionApplied(act, "a1", ListingKind.Professional, "industry-360100-health", "hr-360100"),
            act => new InstitutionApplied(act, "a1", ListingKind.Public, "hr-360000", null)),
        Of(act => new ApplicationSupplemented(act, "a1", "补交师资名册摘要")),
        Of(act => new ApplicationReviewed(act, "a1", Recommended: true, Experts: 5, SiteVisited: true, "条件具备"),
            act => new ApplicationReviewed(act, "a1", Recommended: false, Experts: 1, SiteVisited: false, "条件不具备")),
        Of(act => new ListingDetermined(act, "a1", "l1", ListingKind.Online, "organisation-360000-accountants", "hr-360000"),
            act => new ListingDetermined(act, "a1", "l1", ListingKind.Public, "hr-360000", null)),
        Of(act => new ApplicationRefused(act, "a1", "师资不足")),
        Of(act => new InstitutionListed(act, "l1", ListingKind.Professional, "industry-360100-health", "hr-360100"),
            act => new InstitutionListed(act, "l1", ListingKind.Public, "hr-360000", null)),
        Of(act => new InstitutionRenamed(act, "示例培训中心", "示例继续教育学院")),
        Of(act => new ContactChanged(act, "示例路1号", "https://example.org/", One), act => new ContactChanged(act, null, null, null)),
        Of(act => new LegalRepresentativeChanged(act, One)),
        Of(act => new DelistingOpened(act, "l1", "d1")),
        Of(act => new DelistingWithdrawn(act, "l1", "d1")),
        Of(act => new InstitutionDelisted(act, "l1", "d1", "出具虚假证明")),
    ];

    private static IEnumerable<SnapshotFact> Oversight() =>
    [
        Of(act => new InstitutionInspected(act, "n1", Announced: true, "档案不全", ViolationFound: true),
            act => new InstitutionInspected(act, "n1", Announced: false, "档案齐全", ViolationFound: false)),
        Of(act => new InstitutionAssessed(act, "s1", 2024, AssessmentGrade.BasicallyQualified, "示例评估中心"),
            act => new InstitutionAssessed(act, "s1", 2024, AssessmentGrade.Excellent, null)),
        Of(act => new AssessmentPublished(act, "s1")),
        Of(act => new CorrectionOrdered(act, "o1", "未公布收费项目", April)),
        Of(act => new CorrectionAccepted(act, "o1", April), act => new CorrectionAccepted(act, "o1")),
        Of(act => new CorrectionOverdue(act, "o1", March)),
        Of(act => new CorrectionFailed(act, "o1", "逾期仍未公布")),
        Of(act => new InstitutionWarned(act, "w1", "未按计划施教")),
        Of(act => new InstitutionCriticised(act, "c1", "未按计划施教")),
    ];

    private static IEnumerable<SnapshotFact> Duties() =>
    [
        Of(act => new AnnualPlanSubmitted(act, "p1", 2025, March)),
        Of(act => new AnnualPlanReviewed(act, "p1", Approved: false, "缺少经费安排"),
            act => new AnnualPlanReviewed(act, "p1", Approved: true, null)),
        Of(act => new PlanOverdue(act, 2025, March)),
        Of(act => new BaseSelected(act, "b1", BaseLevel.Provincial, "l1", 1_800, April),
            act => new BaseSelected(act, "b1", BaseLevel.City, "l1", null, April)),
        Of(act => new BaseReviewed(act, "b1", Kept: true, "示范作用明显", March, April),
            act => new BaseReviewed(act, "b1", Kept: false, "培训人数不足", March, null)),
        Of(act => new BaseReviewOverdue(act, "b1", March)),
    ];

    private static IEnumerable<SnapshotFact> Decisions() =>
    [
        Of(act => new DecisionOpened(act, "i1", "l1", Gravity.Serious, "出具虚假证明"),
            act => new DecisionOpened(act, "i1", "l1", Gravity.Ordinary, "档案不全")),
        Of(act => new EvidenceAttached(act, new Evidence("现场笔录", Digest))),
        Of(act => new NoticeServed(act, April)),
        Of(act => new StatementHeard(act, Waived: true, "放弃陈述申辩", "予以记录"),
            act => new StatementHeard(act, Waived: false, "认为情节不严重", "不予采纳")),
        Of(act => new DecisionIssued(act, "i1", "l1")),
        Of(act => new DecisionServed(act)),
        Of(act => new DecisionWithdrawn(act, "证据不足")),
    ];

    private static IEnumerable<SnapshotFact> Lists() =>
    [
        Of(act => new EditionImported(act, "moe", "全国普通高等学校名单", "教育部", Digest, OtherDigest, 2919, 60, 12, 3, 1)),
        Of(act => new EntryListed(act, "moe", "4136010403", "示例大学", "江西省", "南昌市", "江西省", "本科", "民办"),
            act => new EntryListed(act, "moe", "4136010403", "示例大学", null, null, null, null, null)),
        Of(act => new EntryRenamed(act, "moe", "4136010403", "示例学院", "示例大学")),
        Of(act => new EntryAuthorityChanged(act, "moe", "4136010403", "江西省", "教育部"),
            act => new EntryAuthorityChanged(act, "moe", "4136010403", null, null)),
        Of(act => new EntryDetailsChanged(act, "moe", "4136010403", "江西省", "南昌市", "本科", "民办"),
            act => new EntryDetailsChanged(act, "moe", "4136010403", null, null, null, null)),
        Of(act => new EntryNoLongerListed(act, "moe", "4136010403")),
        Of(act => new ListOpened(act, "moe", "全国普通高等学校名单", "教育部", "hei")),
        Of(act => new ListMembershipChanged(act, "moe", ["4136010403", "4136010404"], ["4136010405"]),
            act => new ListMembershipChanged(act, "moe", [], [])),
    ];

    private static IEnumerable<SnapshotFact> Credits() =>
    [
        Of(act => new HoursClaimed(
                act, One, LearningForm.Course, SubjectKind.Professional, 12.5m, "p1", "护理新技术", "i1", March, April, "360100", "m1"),
            act => new HoursClaimed(
                act, One, LearningForm.Other, SubjectKind.Public, 1m, null, "法律法规学习", null, March, March, null, null)),
        Of(act => new HoursRecognised(act, One, 12.5m)),
        Of(act => new HoursRefused(act, One, "hours.duplicate", "同一学习已经申报")),
        Of(act => new HoursReversed(act, One, 12.5m, "学时有误")),
        Of(act => new HoursRestated(
                act, Two, One, LearningForm.Online, SubjectKind.Public, 10m, "p1", "护理新技术", "i1", March, April, "360100"),
            act => new HoursRestated(
                act, Two, One, LearningForm.Degree, SubjectKind.Professional, 0.5m, null, "在职学习", null, March, March, null)),
        Of(act => new HoursRevoked(act, One, 12.5m, "证明不实")),
        Of(act => new HoursImported(act, "m1", Digest, "utf-8-bom", 1_000, 990, 8, 2, 12_345.5m)),
    ];

    private static IEnumerable<SnapshotFact> Editions() =>
    [
        Of(act => new EditionPublished(act, 2024, "annual-summaries", 1, 1_234, 56, Digest, "2024年度继续教育统计")),
        Of(act => new EditionRestated(
                act, 2024, "annual-summaries", 1, 2_345, 57, OtherDigest, "2024年度继续教育统计", 1, "补录后重新汇总",
                [
                    new FigureChange("division:360100", "hours.course.public", 8.5m, 12m),
                    new FigureChange("institution:i1", "persons", null, 1),
                ],
                2),
            act => new EditionRestated(
                act, 2024, "annual-summaries", 1, 2_345, 57, OtherDigest, "2024年度继续教育统计", 1, "补录后重新汇总", [], 0)),
    ];

    private static SnapshotFact Of(Func<Act, ILegalFact> full, Func<Act, ILegalFact>? minimal = null) =>
        new(full(Full), (minimal ?? full)(Least));
}
