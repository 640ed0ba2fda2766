namespace Ledger.Application.Samples;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same numbers on every machine and in every version of .NET.
/// For samples only; nothing secret comes from it.</summary>
internal sealed class SampleRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>From 0 to <paramref name="bound"/>, exclusive. The bias of the remainder does not matter in a sample.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
