using System.Text.Json;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Engine;

/// <summary>
/// Acts that come again word for word, as they do all through an import: read once, and given out again while the bytes are the same.
/// Holds the act seen last for each hash, so that it never grows. For one task at a time.
/// </summary>
/// <param name="slots">How many are held at most; a power of two.</param>
internal sealed class Acts(int slots)
{
    /// <summary>Longer ones, with their evidence, are taken to be seen once.</summary>
    private const int LongestBytes = 512;

    private readonly (byte[] Bytes, Act? Act)[] held = new (byte[] Bytes, Act? Act)[slots];
    private (byte[] Bytes, Act? Act) last = ([], null);

    /// <summary>Goes past the same act as last time, of which no byte need be looked for: it ends where it ended then.</summary>
    public Act? Again(ref JsonbText body) => last.Act is not null && body.Past(last.Bytes) ? last.Act : null;

    /// <returns>Null for what is no whole act.</returns>
    /// <exception cref="JsonException">It is none at all.</exception>
    public Act? Of(ReadOnlySpan<byte> json)
    {
        if (json.Length > LongestBytes)
            return Whole(json);
        ref var slot = ref held[Words.Hash(json) & (held.Length - 1)];
        if (slot.Bytes is null || !json.SequenceEqual(slot.Bytes))
            slot = (json.ToArray(), Whole(json));
        last = slot;
        return slot.Act;
    }

    private static Act? Whole(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Act>(json, FactCatalog.Json) is { By: not null } act && act.On != default ? act : null;
}
