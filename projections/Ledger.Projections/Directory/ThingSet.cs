using Ledger.Domain.Kernel;
using Ledger.Projections.Engine;

namespace Ledger.Projections.Directory;

/// <summary>A row of the directory: a segment of one thing on two times.</summary>
internal sealed record ThingRow<TValue>(ThingKey Key, TValue Value, DateOnly From, DateOnly? To, long KnownFrom, long? KnownTo);

/// <summary>The timelines of one kind of thing that a batch touches.</summary>
internal sealed class ThingSet<TValue>(Func<string, IFact, ThingKey?> keyOf, Func<TValue?, IFact, TValue?> step) where TValue : class
{
    private readonly Dictionary<ThingKey, Timeline<TValue>> things = [];

    public void Add(StoredFact fact)
    {
        if (fact.Fact is not ILegalFact legal || keyOf(DirectoryProjection.InstitutionOf(fact.StreamId), fact.Fact) is not { } key)
            return;
        if (!things.TryGetValue(key, out var thing))
            things.Add(key, thing = new Timeline<TValue>(step));
        thing.Add(legal.Act.On, fact.Position, fact.Fact);
    }

    /// <summary>What was added so far is in the tables already.</summary>
    public void Settle()
    {
        foreach (var thing in things.Values)
            thing.Settle();
    }

    public List<ThingRow<TValue>> Opened => Rows(thing => thing.Opened);

    public List<ThingRow<TValue>> Closed => Rows(thing => thing.Closed);

    private List<ThingRow<TValue>> Rows(Func<Timeline<TValue>, IEnumerable<KnownSegment<TValue>>> of) =>
    [
        .. from pair in things
           from known in of(pair.Value)
           let segment = known.Segment
           select new ThingRow<TValue>(pair.Key, segment.Value, segment.From, segment.To, known.KnownFrom, known.KnownTo),
    ];
}
