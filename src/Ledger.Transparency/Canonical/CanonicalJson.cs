using System.Buffers;
using System.Globalization;

namespace Ledger.Transparency.Canonical;

/// <summary>
/// The JSON Canonicalization Scheme of RFC 8785: one text for one value, so that a hash of it means something. What the scheme would have
/// to change to write down, it refuses. Each thread keeps a writer; who writes much takes a <see cref="CanonicalJsonWriter"/> of his own.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Bytes of the longest text that is taken: 64 MiB.</summary>
    public const int LongestBytes = 64 * 1024 * 1024;

    /// <summary>Objects and arrays within each other.</summary>
    public const int DeepestLevels = 64;

    /// <summary>The largest whole number up to which every one is a number of ECMAScript: 2^53 - 1.</summary>
    public const long LargestSafeInteger = 9_007_199_254_740_991;

    [ThreadStatic]
    private static CanonicalJsonWriter? ofThread;

    /// <summary>Writes the canonical form of a UTF-8 JSON text, or nothing, and then says at which byte what is wrong.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> json, IBufferWriter<byte> target, out string? problem) =>
        (ofThread ??= new CanonicalJsonWriter()).TryWrite(json, target, out problem);

    /// <exception cref="FormatException">No JSON, or JSON that has no canonical form.</exception>
    public static byte[] Write(ReadOnlySpan<byte> json)
    {
        ofThread ??= new CanonicalJsonWriter();
        return ofThread.TryWrite(json, out var canonical, out var problem) ? canonical.ToArray() : throw new FormatException(problem);
    }

    /// <summary>
    /// A string in quotes, escaped as section 3.2.2.2 says: for objects composed by hand, whose properties must come sorted.
    /// </summary>
    /// <exception cref="FormatException">A surrogate without its pair: that is no text. A part may have been written.</exception>
    public static void WriteString(IBufferWriter<byte> target, ReadOnlySpan<char> text) => JsonStrings.Write(target, text);

    /// <summary>A whole number. Beyond the limit a reader of doubles would see its neighbour.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Beyond <see cref="LargestSafeInteger"/>.</exception>
    public static void WriteNumber(IBufferWriter<byte> target, long number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, LargestSafeInteger);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, -LargestSafeInteger);
        number.TryFormat(target.GetSpan(EcmaNumber.LongestBytes), out var written, default, CultureInfo.InvariantCulture);
        target.Advance(written);
    }
}
