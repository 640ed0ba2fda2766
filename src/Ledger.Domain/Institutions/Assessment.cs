namespace Ledger.Domain.Institutions;

/// <summary>An assessment of a year, and its publication where that has followed.</summary>
public abstract record Assessment(InstitutionAssessed Fact)
{
    public string Id => Fact.Assessment;

    public sealed record Unpublished(InstitutionAssessed Fact) : Assessment(Fact);

    public sealed record Published(InstitutionAssessed Fact, AssessmentPublished Publication) : Assessment(Fact);
}
