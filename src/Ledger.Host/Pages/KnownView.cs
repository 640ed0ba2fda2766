using Ledger.Host.Wording;

namespace Ledger.Host.Pages;

/// <summary>What was recorded, step by step, as far as the page knows: the stops of its second time.</summary>
/// <param name="Position">What the page stands at.</param>
/// <param name="Recordings">The last ones, in order of position.</param>
/// <param name="Count">Of all.</param>
public sealed record KnownView(long Position, IReadOnlyList<FactStory> Recordings, int Count)
{
    /// <summary>The recording that the page has last; null where it has none.</summary>
    public FactStory? Current => Recordings.Count > 0 ? Recordings[^1] : null;

    /// <summary>The one before it: what was known just before the last was.</summary>
    public FactStory? Before => Recordings.Count > 1 ? Recordings[^2] : null;

    /// <param name="facts">All that were known at the position, in any order.</param>
    public static KnownView Of(long position, IReadOnlyList<FactStory> facts) => new(
        position, [.. facts.OrderBy(fact => fact.Position).TakeLast(TimelineLimits.Recordings)], facts.Count);
}
