namespace Ledger.Transparency.Canonical;

/// <summary>The order of property names in RFC 8785 section 3.2.3: by UTF-16 code units, read from UTF-8.</summary>
internal static class PropertyNames
{
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length ? left.Length - right.Length : Weight(left[same]) - Weight(right[same]);
    }

    /// <summary>
    /// The bytes of UTF-8 sort as code points do. UTF-16 differs in one thing: what needs a surrogate pair (first byte F0 and up) sorts
    /// before U+E000 to U+FFFF (first byte EE or EF).
    /// </summary>
    private static int Weight(byte first) => first is 0xEE or 0xEF ? first + 0x10 : first;
}
