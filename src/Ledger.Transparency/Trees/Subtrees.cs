using System.Numerics;

namespace Ledger.Transparency.Trees;

/// <summary>How RFC 6962 section 2.1 cuts a range of leaves into complete subtrees.</summary>
internal static class Subtrees
{
    /// <summary>Level of the largest complete subtree that a size in a signed 64-bit integer can hold.</summary>
    public const int HighestLevel = 62;

    /// <summary>The largest power of two smaller than <paramref name="leaves"/> (k of section 2.1); of two leaves or more.</summary>
    public static long Split(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));

    /// <summary>
    /// Adds the maximal complete subtrees of the leaves from <paramref name="start"/> to before <paramref name="end"/>, left to right. The
    /// range is one that section 2.1 comes to by splitting: every subtree then begins at a multiple of its own size.
    /// </summary>
    /// <returns>How many were added.</returns>
    public static int Add(List<NodeAddress> nodes, long start, long end)
    {
        var before = nodes.Count;
        while (start < end)
        {
            var level = BitOperations.Log2((ulong)(end - start));
            nodes.Add(new NodeAddress(level, start >> level));
            start += 1L << level;
        }

        return nodes.Count - before;
    }

    /// <summary>MTH of neighbouring maximal subtrees, left to right: the rightmost two are joined first.</summary>
    public static TreeHash Join(IReadOnlyList<TreeHash> hashes, int first, int count)
    {
        var hash = hashes[first + count - 1];
        for (var i = first + count - 2; i >= first; i--)
            hash = TreeHasher.Node(hashes[i], hash);
        return hash;
    }
}
