using Ledger.Domain.Kernel;

namespace Ledger.Projections.Engine;

/// <summary>A fact with the part of its envelope that read models need.</summary>
/// <param name="Version">In its stream, from 1. A batch whose first fact of a stream has version 1 has all of that stream.</param>
public sealed record StoredFact(long Position, string StreamId, long Version, string Type, IFact Fact);

/// <summary>An event whose body does not fit its fact.</summary>
/// <param name="Reason">Where it does not fit; never what stands there.</param>
public sealed record PoisonFact(long Position, string StreamId, string Type, string Reason);

/// <summary>The facts after one position up to another, read once for all projections.</summary>
/// <param name="To">Inclusive. Positions in between that are not here are of no projection.</param>
internal sealed record FactBatch(long After, long To, IReadOnlyList<StoredFact> Facts, IReadOnlyList<PoisonFact> Poisons)
{
    /// <summary>What a projection that stands at a position takes from this batch: up to its first poison, if there is one.</summary>
    public FactSlice For(IProjection projection, long position)
    {
        var poison = Poisons.FirstOrDefault(one => one.Position > position && projection.Facts.Contains(one.Type));
        var to = poison?.Position - 1 ?? To;
        var facts = Facts.Where(fact => fact.Position > position && fact.Position <= to && projection.Facts.Contains(fact.Type)).ToList();
        return new FactSlice(to, facts, poison);
    }
}

/// <param name="To">The position a projection stands at when it has folded the facts.</param>
internal sealed record FactSlice(long To, IReadOnlyList<StoredFact> Facts, PoisonFact? Poison)
{
    /// <summary>The first half, to come closer to a fact that a fold fails on.</summary>
    public FactSlice Half()
    {
        var half = Facts.Take(Facts.Count / 2).ToList();
        return new FactSlice(Facts[half.Count].Position - 1, half, null);
    }
}
