using System.Collections.Concurrent;

namespace Ledger.Projections.Engine;

/// <summary>
/// Streams, each from its first fact to its last up to one position: what is folded of them rests on nothing folded before.
/// </summary>
/// <param name="facts">In position order.</param>
public sealed class WholeStreams(IReadOnlyList<StoredFact> facts)
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> made = [];

    public IReadOnlyList<StoredFact> Facts { get; } = facts;

    /// <summary>What several read models make of the same streams: the first one to ask makes it, and nobody changes it.</summary>
    public T Once<T>(Func<IReadOnlyList<StoredFact>, T> make) where T : class =>
        (T)made.GetOrAdd(typeof(T), _ => new Lazy<object>(() => make(Facts))).Value;
}
