namespace Ledger.Transparency.Trees;

/// <summary>
/// The complete subtree of 2^<paramref name="Level"/> leaves that begins at leaf <paramref name="Index"/> &lt;&lt; <paramref
/// name="Level"/>. Its hash never changes once the tree has grown over it, which is why these nodes, and no others, are worth storing.
/// </summary>
public readonly record struct NodeAddress(int Level, long Index)
{
    /// <summary>Whether a tree of this many leaves is grown over the whole subtree.</summary>
    public bool IsWithin(long size) => Level is >= 0 and <= Subtrees.HighestLevel && Index >= 0 && size >= 0 && Index < size >> Level;
}
