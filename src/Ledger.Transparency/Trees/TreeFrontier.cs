using System.Numerics;

namespace Ledger.Transparency.Trees;

/// <summary>
/// The right edge of a growing tree: the hashes of its maximal complete subtrees, one for each bit of the size. It is all one must keep to
/// append a leaf and to say the root, however large the tree is. For one caller at a time.
/// </summary>
public sealed class TreeFrontier
{
    private readonly TreeHash[] byLevel;

    private TreeFrontier(long size, TreeHash[] byLevel)
    {
        Size = size;
        this.byLevel = byLevel;
    }

    /// <summary>Leaves in the tree.</summary>
    public long Size { get; private set; }

    /// <summary>The hashes of <see cref="Nodes"/> of this size, left to right.</summary>
    public IReadOnlyList<TreeHash> Hashes
    {
        get
        {
            var hashes = new TreeHash[BitOperations.PopCount((ulong)Size)];
            for (int level = Subtrees.HighestLevel, i = 0; level >= 0; level--)
            {
                if ((Size >> level & 1) == 1)
                    hashes[i++] = byLevel[level];
            }

            return hashes;
        }
    }

    public static TreeFrontier Empty() => new(0, new TreeHash[Subtrees.HighestLevel + 1]);

    /// <summary>The edge of a tree of this size, whose maximal subtrees have these hashes, left to right.</summary>
    /// <exception cref="ArgumentException">Another number of hashes than the size has bits.</exception>
    public static TreeFrontier Of(long size, IReadOnlyList<TreeHash> hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var bits = BitOperations.PopCount((ulong)size);
        if (hashes.Count != bits)
            throw new ArgumentException($"A tree of {size} leaves has {bits} maximal subtrees, not {hashes.Count}.", nameof(hashes));

        var frontier = new TreeFrontier(size, new TreeHash[Subtrees.HighestLevel + 1]);
        for (int level = Subtrees.HighestLevel, i = 0; level >= 0; level--)
        {
            if ((size >> level & 1) == 1)
                frontier.byLevel[level] = hashes[i++];
        }

        return frontier;
    }

    /// <summary>The maximal complete subtrees of a tree of this size, left to right: what <see cref="Of"/> wants the hashes of.</summary>
    public static IReadOnlyList<NodeAddress> Nodes(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var nodes = new List<NodeAddress>();
        Subtrees.Add(nodes, 0, size);
        return nodes;
    }

    /// <summary>One node hash on average: a new leaf completes as many subtrees as the size has trailing ones.</summary>
    /// <exception cref="OverflowException">The tree has 2^63 - 1 leaves.</exception>
    public void Append(TreeHash leaf)
    {
        var grown = Size + 1;
        var level = 0;
        for (; (Size >> level & 1) == 1; level++)
            leaf = TreeHasher.Node(byLevel[level], leaf);
        byLevel[level] = leaf;
        Size = grown;
    }

    /// <summary>MTH of all leaves: SHA-256 of nothing for the empty tree.</summary>
    public TreeHash Root()
    {
        if (Size == 0)
            return TreeHasher.Empty;

        var level = BitOperations.TrailingZeroCount(Size);
        var root = byLevel[level];
        for (level++; level <= Subtrees.HighestLevel; level++)
        {
            if ((Size >> level & 1) == 1)
                root = TreeHasher.Node(byLevel[level], root);
        }

        return root;
    }

    public TreeFrontier Copy() => new(Size, [.. byLevel]);

    /// <summary>
    /// As <see cref="Append(TreeHash)"/>, giving out the hashes of the subtrees that the leaf completes at each level that is a multiple of
    /// <paramref name="step"/>, the leaf itself among them: they pass by here and nowhere else.
    /// </summary>
    /// <returns>How many were given out.</returns>
    internal int Append(TreeHash leaf, int step, Span<TreeHash> completed)
    {
        var grown = Size + 1;
        var (level, count) = (0, 1);
        completed[0] = leaf;
        for (; (Size >> level & 1) == 1; level++)
        {
            leaf = TreeHasher.Node(byLevel[level], leaf);
            if ((level + 1) % step == 0)
                completed[count++] = leaf;
        }

        byLevel[level] = leaf;
        Size = grown;
        return count;
    }
}
