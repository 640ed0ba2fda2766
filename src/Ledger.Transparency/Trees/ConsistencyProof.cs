using System.Numerics;

namespace Ledger.Transparency.Trees;

/// <summary>That a tree is the beginning of a later one: nothing was changed, removed or put between (RFC 6962 section 2.1.2).</summary>
public static class ConsistencyProof
{
    /// <summary>Hashes in the longest proof there is.</summary>
    public const int LongestHashes = 64;

    /// <summary>How many hashes the proof between these sizes has: none from the empty tree, and none between equal sizes.</summary>
    public static int Length(long oldSize, long newSize)
    {
        Guard(oldSize, newSize);
        if (oldSize == 0 || oldSize == newSize)
            return 0;

        var inner = InclusionProof.InnerLength(oldSize - 1, newSize);
        var shared = BitOperations.TrailingZeroCount(oldSize);
        return (BitOperations.IsPow2(oldSize) ? 0 : 1) + inner - shared + BitOperations.PopCount((ulong)(oldSize - 1) >> inner);
    }

    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the new tree is the smaller one.</exception>
    public static ValueTask<IReadOnlyList<TreeHash>> Make(long oldSize, long newSize, INodeSource nodes, CancellationToken cancellation)
    {
        Guard(oldSize, newSize);
        var ranges = new RangeHashes();
        if (oldSize == 0)
            return ranges.Read(nodes, cancellation);

        var siblings = new Stack<(long Start, long End)>();
        var (start, end) = (0L, newSize);
        while (end != oldSize)
        {
            var middle = start + Subtrees.Split(end - start);
            siblings.Push(oldSize <= middle ? (middle, end) : (start, middle));
            (start, end) = oldSize <= middle ? (start, middle) : (middle, end);
        }

        // A whole old tree is known to who asks; a part of it is not.
        if (start != 0)
            siblings.Push((start, end));
        foreach (var sibling in siblings)
            ranges.Add(sibling.Start, sibling.End);
        return ranges.Read(nodes, cancellation);
    }

    /// <summary>
    /// RFC 9162 section 2.1.4.2. From the empty tree the proof is empty and anything is consistent, as C2SP tlog-witness takes it.
    /// </summary>
    public static ProofVerdict Verify(long oldSize, long newSize, TreeHash oldRoot, TreeHash newRoot, IReadOnlyList<TreeHash> proof)
    {
        if (oldSize < 0 || newSize < 0)
            return ProofVerdict.Refused($"From size {oldSize} to size {newSize}: neither can be negative.");
        if (oldSize > newSize)
            return ProofVerdict.Refused($"From size {oldSize} to size {newSize}: a tree does not shrink.");
        if (proof.Count != Length(oldSize, newSize))
        {
            return ProofVerdict.Refused(
                $"The proof from size {oldSize} to size {newSize} has {Length(oldSize, newSize)} hashes, and {proof.Count} were given.");
        }

        if (oldSize == 0 && oldRoot != TreeHasher.Empty)
            return ProofVerdict.Refused("The tree of size 0 has another root: it is SHA-256 of nothing.");
        if (oldSize == newSize)
            return oldRoot == newRoot ? ProofVerdict.Sound : ProofVerdict.Refused($"Two trees of size {newSize} with different roots.");
        return oldSize == 0 ? ProofVerdict.Sound : Climb(oldSize, newSize, oldRoot, newRoot, proof);
    }

    private static ProofVerdict Climb(long oldSize, long newSize, TreeHash oldRoot, TreeHash newRoot, IReadOnlyList<TreeHash> proof)
    {
        var shared = BitOperations.TrailingZeroCount(oldSize);
        var (node, last) = ((oldSize - 1) >> shared, (newSize - 1) >> shared);
        var whole = BitOperations.IsPow2(oldSize);
        var before = whole ? oldRoot : proof[0];
        var after = before;
        for (var i = whole ? 0 : 1; i < proof.Count; i++)
        {
            if ((node & 1) == 1 || node == last)
            {
                before = TreeHasher.Node(proof[i], before);
                after = TreeHasher.Node(proof[i], after);
                var skipped = (node & 1) == 1 ? 0 : BitOperations.TrailingZeroCount(node);
                (node, last) = (node >> skipped, last >> skipped);
            }
            else
            {
                after = TreeHasher.Node(after, proof[i]);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        if (before != oldRoot)
            return ProofVerdict.Refused($"The proof leads to another root of the old tree, of size {oldSize}.");
        return after == newRoot
            ? ProofVerdict.Sound
            : ProofVerdict.Refused($"The proof leads to another root of the new tree, of size {newSize}.");
    }

    private static void Guard(long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(newSize, oldSize);
    }
}
