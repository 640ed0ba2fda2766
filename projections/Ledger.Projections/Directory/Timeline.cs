using Ledger.Domain.Kernel;

namespace Ledger.Projections.Directory;

/// <summary>A value that held from a day to another.</summary>
/// <param name="To">Exclusive; null while it is open.</param>
internal sealed record Segment<TValue>(TValue Value, DateOnly From, DateOnly? To);

/// <summary>A segment with the positions between which the ledger held it to be so.</summary>
/// <param name="KnownTo">Exclusive; null while it is still held.</param>
internal sealed record KnownSegment<TValue>(Segment<TValue> Segment, long KnownFrom, long? KnownTo);

/// <summary>
/// One thing on two times. Its state on a day is the fold of the facts in force by then, in the order of their days, facts of one day
/// in the order they were recorded. A fact may be recorded long after its day: each fact therefore redraws the line, and what changed
/// is closed and opened at the fact's position. What the ledger held before stays as it was.
/// </summary>
internal sealed class Timeline<TValue>(Func<TValue?, IFact, TValue?> step) where TValue : class
{
    private readonly List<(DateOnly On, long Position, IFact Fact)> facts = [];
    private readonly List<KnownSegment<TValue>> opened = [];
    private readonly List<KnownSegment<TValue>> closed = [];
    private Dictionary<Segment<TValue>, long> current = [];

    /// <summary>Segments that came with facts added after <see cref="Settle"/>, those already closed again included.</summary>
    public IEnumerable<KnownSegment<TValue>> Opened =>
        opened.Concat(current.Where(pair => pair.Value > settledAt).Select(pair => new KnownSegment<TValue>(pair.Key, pair.Value, null)));

    /// <summary>Segments that were there at <see cref="Settle"/> and are no longer held.</summary>
    public IEnumerable<KnownSegment<TValue>> Closed => closed;

    private long settledAt;

    /// <summary>What was added so far is in the tables already.</summary>
    public void Settle()
    {
        settledAt = facts.Count == 0 ? 0 : facts.Max(fact => fact.Position);
        opened.Clear();
        closed.Clear();
    }

    /// <param name="position">Higher than that of every fact before.</param>
    public void Add(DateOnly on, long position, IFact fact)
    {
        var index = facts.FindLastIndex(earlier => earlier.On <= on) + 1;
        facts.Insert(index, (on, position, fact));
        var drawn = Draw();
        foreach (var (segment, knownFrom) in current)
        {
            if (!drawn.Contains(segment))
                (knownFrom > settledAt ? opened : closed).Add(new KnownSegment<TValue>(segment, knownFrom, position));
        }

        current = drawn.ToDictionary(segment => segment, segment => current.GetValueOrDefault(segment, position));
    }

    /// <summary>Days on which the value did not change are not cut at.</summary>
    private HashSet<Segment<TValue>> Draw()
    {
        var segments = new HashSet<Segment<TValue>>();
        TValue? value = null;
        Segment<TValue>? open = null;
        for (var index = 0; index < facts.Count; index++)
        {
            value = step(value, facts[index].Fact);
            var lastOfDay = index + 1 == facts.Count || facts[index + 1].On != facts[index].On;
            if (!lastOfDay || Equals(value, open?.Value))
                continue;
            if (open is not null)
                segments.Add(open with { To = facts[index].On });
            open = value is null ? null : new Segment<TValue>(value, facts[index].On, null);
        }

        if (open is not null)
            segments.Add(open);
        return segments;
    }
}
