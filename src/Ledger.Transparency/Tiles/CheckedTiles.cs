using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tiles;

/// <summary>
/// Tiles of a stranger, handed out only once their hashes are proven to belong to the tree with this root: the tiles at the right edge make
/// the root, and every full tile makes its hash in the tile above. For one caller at a time.
/// </summary>
public sealed class CheckedTiles(ITileSource tiles, long size, TreeHash root) : ITileSource
{
    /// <summary>The partial tiles, each found once; together they make the root.</summary>
    private Dictionary<TileAddress, ReadOnlyMemory<byte>>? edge;

    /// <summary>
    /// The last full tile of each level that was proven: who walks along the leaves needs the same ones above again and again.
    /// </summary>
    private readonly (TileAddress Tile, ReadOnlyMemory<byte> Bytes)[] last =
        new (TileAddress, ReadOnlyMemory<byte>)[TileAddress.LevelsInUse];

    /// <summary>The tile, or nothing where a tree of this size has none as wide.</summary>
    /// <exception cref="InvalidDataException">A tile is missing, malformed, or of another tree; its path is named.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> Read(TileAddress address, CancellationToken cancellation)
    {
        var width = TileAddress.WidthAt(address.Level, address.Index, size);
        if (address.Width < 1 || address.Width > width)
            return null;

        var hashes = await Proven(new TileAddress(address.Level, address.Index, width), cancellation);
        return address.IsEntries
            ? await Entries(address, hashes, cancellation)
            : hashes[..(address.Width * TreeHash.Bytes)];
    }

    private async ValueTask<ReadOnlyMemory<byte>> Proven(TileAddress tile, CancellationToken cancellation)
    {
        edge ??= await Edge(cancellation);
        if (tile.IsPartial)
            return edge[tile];
        if (last[tile.Level].Tile == tile)
            return last[tile.Level].Bytes;

        var (above, position) = Math.DivRem(tile.Index, TileAddress.FullWidth);
        var parent = new TileAddress(tile.Level + 1, above, TileAddress.WidthAt(tile.Level + 1, above, size));
        var expected = TileHashes.At((await Proven(parent, cancellation)).Span, (int)position);
        var bytes = await TileHashes.Read(tiles, tile, cancellation);
        if (TileHashes.Node(bytes.Span, 0, TileAddress.FullWidth) != expected)
            throw new InvalidDataException($"{tile.Path} is not of this tree: it does not make hash {position} of {parent.Path}.");

        last[tile.Level] = (tile, bytes);
        return bytes;
    }

    private async ValueTask<Dictionary<TileAddress, ReadOnlyMemory<byte>>> Edge(CancellationToken cancellation)
    {
        var found = new Dictionary<TileAddress, ReadOnlyMemory<byte>>();
        foreach (var tile in TileHashes.Edge(size))
            found.Add(tile, await TileHashes.Read(tiles, tile, cancellation));

        var made = TileHashes.Frontier(size, found.Select(pair => (pair.Key, pair.Value))).Root();
        if (made == root)
            return found;

        var paths = string.Join(", ", found.Keys.Select(tile => tile.Path));
        throw new InvalidDataException(
            $"{paths}: together they make the root {made.ToBase64()}, and the tree of size {size} has {root.ToBase64()}.");
    }

    /// <summary>The bundle, if each entry is the one whose hash stands in the tile. A wider one is cut to the width asked.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> Entries(TileAddress address, ReadOnlyMemory<byte> hashes, CancellationToken cancellation)
    {
        var bytes = await TileHashes.Bytes(tiles, address, cancellation);
        if (!EntryBundle.TryRead(bytes, out var entries) || entries.Count < address.Width)
            throw new InvalidDataException($"{address.Path} is not a bundle of {address.Width} entries.");

        var length = 0;
        for (var i = 0; i < address.Width; i++)
        {
            length += EntryBundle.PrefixBytes + entries[i].Length;
            if (TreeHasher.Leaf(entries[i].Span) != TileHashes.At(hashes.Span, i))
                throw new InvalidDataException($"{address.Path}: entry {i} is not the one whose hash is in the tree.");
        }

        return bytes[..length];
    }
}
