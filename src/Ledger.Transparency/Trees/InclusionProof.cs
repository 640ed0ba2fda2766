using System.Numerics;

namespace Ledger.Transparency.Trees;

/// <summary>That a leaf stands at an index of a tree: the audit path of RFC 6962 section 2.1.1, from the leaf's sibling up.</summary>
public static class InclusionProof
{
    /// <summary>Hashes in the longest proof there is.</summary>
    public const int LongestHashes = 63;

    /// <summary>How many hashes the proof of this index has in a tree of this size.</summary>
    public static int Length(long index, long size)
    {
        Guard(index, size);
        var inner = InnerLength(index, size);
        return inner + BitOperations.PopCount((ulong)index >> inner);
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no leaf of that index in a tree of that size.</exception>
    public static ValueTask<IReadOnlyList<TreeHash>> Make(long index, long size, INodeSource nodes, CancellationToken cancellation)
    {
        Guard(index, size);
        var siblings = new Stack<(long Start, long End)>();
        for (var (start, end) = (0L, size); end - start > 1;)
        {
            var middle = start + Subtrees.Split(end - start);
            siblings.Push(index < middle ? (middle, end) : (start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        var ranges = new RangeHashes();
        foreach (var (start, end) in siblings)
            ranges.Add(start, end);
        return ranges.Read(nodes, cancellation);
    }

    /// <summary>RFC 9162 section 2.1.3.2, with the length checked before anything is hashed.</summary>
    public static ProofVerdict Verify(TreeHash leaf, long index, long size, IReadOnlyList<TreeHash> proof, TreeHash root)
    {
        if (index < 0 || size < 0)
            return ProofVerdict.Refused($"Index {index} in a tree of size {size}: neither can be negative.");
        if (index >= size)
            return ProofVerdict.Refused($"Index {index} is not in a tree of size {size}.");
        if (proof.Count != Length(index, size))
        {
            return ProofVerdict.Refused(
                $"The proof of index {index} in a tree of size {size} has {Length(index, size)} hashes, and {proof.Count} were given.");
        }

        return Climb(leaf, index, size, proof) == root
            ? ProofVerdict.Sound
            : ProofVerdict.Refused($"The leaf and the proof of index {index} lead to another root of the tree of size {size}.");
    }

    /// <summary>Levels below the point where the paths of this leaf and of the last one part.</summary>
    internal static int InnerLength(long index, long size) => 64 - BitOperations.LeadingZeroCount((ulong)(index ^ (size - 1)));

    private static TreeHash Climb(TreeHash hash, long index, long size, IReadOnlyList<TreeHash> proof)
    {
        var (node, last) = (index, size - 1);
        foreach (var sibling in proof)
        {
            if ((node & 1) == 1 || node == last)
            {
                hash = TreeHasher.Node(sibling, hash);
                var skipped = (node & 1) == 1 ? 0 : BitOperations.TrailingZeroCount(node);
                (node, last) = (node >> skipped, last >> skipped);
            }
            else
            {
                hash = TreeHasher.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return hash;
    }

    private static void Guard(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
    }
}
