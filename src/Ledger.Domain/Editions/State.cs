using Ledger.Domain.Kernel;

namespace Ledger.Domain.Editions;

/// <summary>One edition of a year's statistics, the first or one that replaced another.</summary>
/// <param name="Number">Counts from 1 within the year.</param>
/// <param name="Restatement">What it changed and why; null for the first.</param>
public sealed record Edition(
    int Number, Act Act, string Projection, int ProjectionVersion, long Position, long Rows, string Sha256, string Title,
    EditionRestated? Restatement);

/// <summary>The editions of one year, the standing one last.</summary>
public sealed record YearEditions(Held<Edition> Editions)
{
    public static YearEditions None { get; } = new(Held.None<Edition>());

    /// <summary>The one that stands; null before the first.</summary>
    public Edition? Standing => Editions.Latest;

    public static YearEditions Fold(IEnumerable<IFact> facts) => facts.Aggregate(None, (state, fact) => state.Evolve(fact));

    public YearEditions Evolve(IFact fact) => fact switch
    {
        EditionPublished said => Add(new Edition(
            Next, said.Act, said.Projection, said.ProjectionVersion, said.Position, said.Rows, said.Sha256, said.Title, null)),
        EditionRestated said => Add(new Edition(
            Next, said.Act, said.Projection, said.ProjectionVersion, said.Position, said.Rows, said.Sha256, said.Title, said)),
        _ => this,
    };

    private int Next => Editions.Count + 1;

    private YearEditions Add(Edition edition) => new(Editions.Add(edition));
}
