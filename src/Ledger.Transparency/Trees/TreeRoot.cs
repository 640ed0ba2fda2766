namespace Ledger.Transparency.Trees;

/// <summary>The root of a tree at any size it ever had, from its nodes.</summary>
public static class TreeRoot
{
    /// <summary>MTH(D[size]) of RFC 6962 section 2.1, from at most 63 nodes.</summary>
    public static async ValueTask<TreeHash> Of(long size, INodeSource nodes, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (size == 0)
            return TreeHasher.Empty;

        var ranges = new RangeHashes();
        ranges.Add(0, size);
        return (await ranges.Read(nodes, cancellation))[0];
    }
}
