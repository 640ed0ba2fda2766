namespace Ledger.Projections.Engine;

/// <summary>A part of the log's streams as facts, for each set of aliases that a read model folds.</summary>
internal sealed class DecodedPart
{
    private readonly List<(IReadOnlySet<string> Aliases, WholeStreams Streams)> sets;
    private readonly List<PoisonFact> poisons;

    private DecodedPart(List<(IReadOnlySet<string> Aliases, WholeStreams Streams)> sets, List<PoisonFact> poisons) =>
        (this.sets, this.poisons) = (sets, poisons);

    public static DecodedPart Of(LogSpill spill, int part, IEnumerable<IProjection> projections)
    {
        // Models of the same facts get the same streams, so that what both make of them is made once.
        var sets = projections.Select(projection => projection.Facts).Distinct()
            .Select(aliases => (Aliases: aliases, Facts: new List<StoredFact>())).ToList();
        var poisons = new List<PoisonFact>();
        spill.Decode(
            part,
            fact =>
            {
                foreach (var (aliases, facts) in sets)
                {
                    if (aliases.Contains(fact.Type))
                        facts.Add(fact);
                }
            },
            poisons.Add);
        return new DecodedPart([.. sets.Select(set => (set.Aliases, new WholeStreams(set.Facts)))], poisons);
    }

    public Task Into(GenerationBuild build, CancellationToken cancellation)
    {
        foreach (var poison in poisons.Where(poison => build.Projection.Facts.Contains(poison.Type)))
            build.Poisoned(poison);
        return build.Add(sets.Single(set => set.Aliases == build.Projection.Facts).Streams, cancellation);
    }
}
