using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tiles;

/// <summary>
/// The nodes of a tree of one size from its tiles. Of each eight levels one is stored, and the seven above it are hashed again within the
/// tile. What the tiles say is believed: give <see cref="CheckedTiles"/> where they come from a stranger.
/// </summary>
public sealed class TileNodes(ITileSource tiles, long size) : INodeSource
{
    /// <summary>Each tile is fetched once for all the nodes asked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A node is not within a tree of this size.</exception>
    /// <exception cref="InvalidDataException">A tile is missing or malformed; its path is named.</exception>
    public async ValueTask<IReadOnlyList<TreeHash>> Read(IReadOnlyList<NodeAddress> nodes, CancellationToken cancellation)
    {
        var fetched = new Dictionary<TileAddress, ReadOnlyMemory<byte>>();
        var hashes = new TreeHash[nodes.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            var (tile, first, count) = Place(nodes[i]);
            if (!fetched.TryGetValue(tile, out var bytes))
                fetched.Add(tile, bytes = await TileHashes.Read(tiles, tile, cancellation));
            hashes[i] = TileHashes.Node(bytes.Span, first, count);
        }

        return hashes;
    }

    /// <summary>The tile that holds the leaves of the node's subtree at the level below, as wide as the tree has it.</summary>
    private (TileAddress Tile, int First, int Count) Place(NodeAddress node)
    {
        if (!node.IsWithin(size))
            throw new ArgumentOutOfRangeException(nameof(node), $"Node {node.Index} of level {node.Level} is not in a tree of {size}.");

        var (level, above) = Math.DivRem(node.Level, TileAddress.LevelsPerTile);
        var (index, first) = Math.DivRem(node.Index << above, TileAddress.FullWidth);
        return (new TileAddress(level, index, TileAddress.WidthAt(level, index, size)), (int)first, 1 << above);
    }
}
