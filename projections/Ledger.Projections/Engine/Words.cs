using System.Text;

namespace Ledger.Projections.Engine;

/// <summary>
/// Texts that come again and again (aliases, projects, providers, divisions), made once and not for each event. Holds the text seen last
/// for each hash, so that it never grows. For one task at a time.
/// </summary>
/// <param name="slots">How many are held at most; a power of two.</param>
internal sealed class Words(int slots)
{
    /// <summary>For a reader of the whole log.</summary>
    public const int ManySlots = 4_096;

    /// <summary>Longer texts are taken to be seen once.</summary>
    private const int LongestBytes = 128;

    private readonly (byte[] Bytes, string Text)[] held = new (byte[] Bytes, string Text)[slots];

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestBytes)
            return Encoding.UTF8.GetString(utf8);
        ref var slot = ref held[Hash(utf8) & (held.Length - 1)];
        if (slot.Text is null || !utf8.SequenceEqual(slot.Bytes))
            slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text;
    }

    public static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
