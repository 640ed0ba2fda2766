using Ledger.Domain.Kernel;

namespace Ledger.Domain.Decisions;

// The names and properties below are what is stored. Add new optional properties; never rename, retype or remove one.

/// <summary>How grave the circumstances are (情节). Only serious ones end a listing (Order 259 Art. 25).</summary>
public enum Gravity
{
    Ordinary,
    Serious,
}

/// <summary>A decision to delist was opened: what is proposed, against which listing, on what ground.</summary>
[FactName("decision.opened.v1")]
public sealed record DecisionOpened(Act Act, string Institution, string Listing, Gravity Gravity, string Ground) : ILegalFact;

[FactName("decision.evidence-attached.v1")]
public sealed record EvidenceAttached(Act Act, Evidence Item) : ILegalFact;

/// <summary>The notice of what is proposed, its facts, grounds and basis, was served on the institution.</summary>
/// <param name="StatementsUntil">The last day on which the institution may be heard, inclusive.</param>
[FactName("decision.notice-served.v1")]
public sealed record NoticeServed(Act Act, DateOnly StatementsUntil) : ILegalFact;

/// <summary>The institution stated its case, or waived it in words.</summary>
[FactName("decision.statement-heard.v1")]
public sealed record StatementHeard(Act Act, bool Waived, string Summary, string Finding) : ILegalFact;

/// <summary>Issued. The institution's own stream gets <c>institution.delisted.v1</c> in the same transaction.</summary>
[FactName("decision.issued.v1")]
public sealed record DecisionIssued(Act Act, string Institution, string Listing) : ILegalFact;

[FactName("decision.served.v1")]
public sealed record DecisionServed(Act Act) : ILegalFact;

[FactName("decision.withdrawn.v1")]
public sealed record DecisionWithdrawn(Act Act, string Reason) : ILegalFact;
