using Ledger.Domain.Kernel;

namespace Ledger.Domain.Institutions;

// The names and properties below are what is stored. Add new optional properties; never rename, retype or remove one:
// a fact with another shape is a new version with another name.

/// <summary>What a listing covers (赣人社规〔2023〕1号 Art. 3): public subjects, professional subjects, online training.</summary>
public enum ListingKind
{
    Public,
    Professional,
    Online,
}

/// <param name="Host">建设单位: the legal person behind the institution, which is none itself (Art. 5).</param>
/// <param name="HostCreditCode">The host's unified social credit code.</param>
/// <param name="Division">Six digits of GB/T 2260.</param>
[FactName("institution.registered.v1")]
public sealed record InstitutionRegistered(Act Act, string Name, string Host, string? HostCreditCode, string Division) : ILegalFact;

/// <summary>Applied to be listed (Art. 7(1)).</summary>
/// <param name="Lead">The authority that would determine the listing.</param>
/// <param name="Co">The authority it determines together with (会同), where the article names one.</param>
[FactName("institution.applied.v1")]
public sealed record InstitutionApplied(Act Act, string Application, ListingKind Kind, string Lead, string? Co) : ILegalFact;

[FactName("institution.application-supplemented.v1")]
public sealed record ApplicationSupplemented(Act Act, string Application, string Supplement) : ILegalFact;

/// <summary>Reviewed by experts, with a visit where there was one (Art. 7(2)).</summary>
[FactName("institution.application-reviewed.v1")]
public sealed record ApplicationReviewed(
    Act Act, string Application, bool Recommended, int Experts, bool SiteVisited, string Opinion) : ILegalFact;

/// <summary>Determined (评审确定). The authorities named here are the ones that may end the listing (Order 259 Art. 25).</summary>
[FactName("institution.determined.v1")]
public sealed record ListingDetermined(Act Act, string Application, string Listing, ListingKind Kind, string Lead, string? Co) : ILegalFact;

[FactName("institution.application-refused.v1")]
public sealed record ApplicationRefused(Act Act, string Application, string Reason) : ILegalFact;

/// <summary>Published in the recommended directory (列入推荐目录, Art. 7(3)). <see cref="Act.On"/> is the first day listed.</summary>
[FactName("institution.listed.v1")]
public sealed record InstitutionListed(Act Act, string Listing, ListingKind Kind, string Lead, string? Co) : ILegalFact;

/// <summary>A change of name, filed and to be published (Art. 18).</summary>
[FactName("institution.renamed.v1")]
public sealed record InstitutionRenamed(Act Act, string From, string To) : ILegalFact;

/// <summary>A change of contact (Art. 18). What is null stays as it was.</summary>
/// <param name="ContactCard">Telephone and contact person are personal and stand in the vault under this id.</param>
[FactName("institution.contact-changed.v1")]
public sealed record ContactChanged(Act Act, string? Address, string? Website, Guid? ContactCard) : ILegalFact;

/// <summary>A change of legal representative of the host. The person is named by random id only.</summary>
[FactName("institution.legal-representative-changed.v1")]
public sealed record LegalRepresentativeChanged(Act Act, Guid Representative) : ILegalFact;

/// <summary>Inspected (Order 259 Art. 23, 赣人社规〔2023〕1号 Art. 17).</summary>
[FactName("institution.inspected.v1")]
public sealed record InstitutionInspected(Act Act, string Inspection, bool Announced, string Findings, bool ViolationFound) : ILegalFact;

/// <summary>Assessed for a year (Order 259 Art. 18, 赣人社规〔2023〕1号 Art. 17).</summary>
/// <param name="Evaluator">The third party commissioned, where there was one.</param>
[FactName("institution.assessed.v1")]
public sealed record InstitutionAssessed(Act Act, string Assessment, int Year, AssessmentGrade Grade, string? Evaluator) : ILegalFact;

public enum AssessmentGrade
{
    Excellent,
    Qualified,
    BasicallyQualified,
    Unqualified,
}

[FactName("institution.assessment-published.v1")]
public sealed record AssessmentPublished(Act Act, string Assessment) : ILegalFact;

/// <summary>Ordered to correct (责令改正, Order 259 Art. 25).</summary>
/// <param name="Ground">What rule was broken and how.</param>
/// <param name="Deadline">The last day to correct, inclusive.</param>
[FactName("institution.correction-ordered.v1")]
public sealed record CorrectionOrdered(Act Act, string Order, string Ground, DateOnly Deadline) : ILegalFact;

/// <param name="Due">The order's deadline; null in facts that were written before it was kept here.</param>
[FactName("institution.correction-accepted.v1")]
public sealed record CorrectionAccepted(Act Act, string Order, DateOnly? Due = null) : IDueFact;

[FactName("institution.correction-failed.v1")]
public sealed record CorrectionFailed(Act Act, string Order, string Finding) : ILegalFact;

/// <summary>
/// The deadline of an order to correct has passed without its outcome. The ledger notes it itself on the day after; nobody acts.
/// </summary>
[FactName("institution.correction-overdue.v1")]
public sealed record CorrectionOverdue(Act Act, string Order, DateOnly Deadline) : ILegalFact;

/// <summary>Warned (警告, Order 259 Art. 25).</summary>
[FactName("institution.warned.v1")]
public sealed record InstitutionWarned(Act Act, string Warning, string Ground) : ILegalFact;

/// <summary>Publicly criticised (通报批评, Order 259 Art. 25).</summary>
[FactName("institution.criticised.v1")]
public sealed record InstitutionCriticised(Act Act, string Criticism, string Ground) : ILegalFact;

/// <summary>
/// Removed from the recommended directory (移出推荐目录, Order 259 Art. 25). <see cref="Act.On"/> is the first day no longer listed.
/// </summary>
[FactName("institution.delisted.v1")]
public sealed record InstitutionDelisted(Act Act, string Listing, string Decision, string Ground) : ILegalFact;

/// <summary>
/// A decision that proposes to end a listing was opened. Stands here so that the institution's own stream tells whether one is open:
/// two decisions on the same listing at once would each rest on a listing that the other one ends.
/// </summary>
[FactName("institution.delisting-opened.v1")]
public sealed record DelistingOpened(Act Act, string Listing, string Decision) : ILegalFact;

/// <summary>The decision that proposed to end the listing was withdrawn; the listing stands as before.</summary>
[FactName("institution.delisting-withdrawn.v1")]
public sealed record DelistingWithdrawn(Act Act, string Listing, string Decision) : ILegalFact;

/// <summary>Summary of the year's work and plan of the next handed in (赣人社规〔2023〕1号 Art. 15), both as evidence by digest.</summary>
/// <param name="Plan">The id of this submission; a plan that was returned is handed in again under another.</param>
/// <param name="Year">The year planned for.</param>
/// <param name="Due">The last day to hand it in, as the rules had it: an act of a later day was late. Null where it was not due.</param>
[FactName("institution.plan-submitted.v1")]
public sealed record AnnualPlanSubmitted(Act Act, string Plan, int Year, DateOnly? Due) : IDueFact;

/// <summary>Reviewed (审核, Art. 15): approved, or returned with a reason.</summary>
[FactName("institution.plan-reviewed.v1")]
public sealed record AnnualPlanReviewed(Act Act, string Plan, bool Approved, string? Reason) : ILegalFact;

/// <summary>A year has begun and no plan for it has been handed in, or the last was returned. Noted by the ledger itself.</summary>
[FactName("institution.plan-overdue.v1")]
public sealed record PlanOverdue(Act Act, int Year, DateOnly Due) : ILegalFact;

/// <summary>The two levels of bases (继续教育基地, Art. 11).</summary>
public enum BaseLevel
{
    Provincial,
    City,
}

/// <summary>Selected as a base of continuing education (Art. 11).</summary>
/// <param name="Listing">The listing it was selected from, with which it ends.</param>
/// <param name="TrainedYearly">Professionals trained in a year (Art. 12(3)); null where none are asked for.</param>
/// <param name="Until">The last day of its first cycle.</param>
[FactName("institution.base-selected.v1")]
public sealed record BaseSelected(
    Act Act, string Base, BaseLevel BaseLevel, string Listing, int? TrainedYearly, DateOnly Until) : ILegalFact;

/// <summary>Reviewed for a cycle (三年一周期动态调整, Art. 14): kept for a further one, or adjusted away.</summary>
/// <param name="Due">The last day of the cycle that is reviewed: an act of a later day was late.</param>
/// <param name="Until">The last day of the further cycle; null where it is a base no longer.</param>
[FactName("institution.base-reviewed.v1")]
public sealed record BaseReviewed(Act Act, string Base, bool Kept, string Opinion, DateOnly? Due, DateOnly? Until) : IDueFact;

/// <summary>A base's cycle has ended without its review. Noted by the ledger itself.</summary>
/// <param name="Due">The last day of that cycle.</param>
[FactName("institution.base-review-overdue.v1")]
public sealed record BaseReviewOverdue(Act Act, string Base, DateOnly Due) : ILegalFact;
