using System.Numerics;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tiles;

/// <summary>What the bytes of a tile say: hashes behind each other, and the nodes above them within the tile.</summary>
internal static class TileHashes
{
    /// <summary>The hash at a position within the tile.</summary>
    public static TreeHash At(ReadOnlySpan<byte> tile, int position) => new(tile.Slice(position * TreeHash.Bytes, TreeHash.Bytes));

    /// <summary>The node over <paramref name="count"/> hashes of the tile, a power of two.</summary>
    public static TreeHash Node(ReadOnlySpan<byte> tile, int first, int count) => count == 1
        ? At(tile, first)
        : TreeHasher.Node(Node(tile, first, count / 2), Node(tile, first + (count / 2), count / 2));

    /// <summary>
    /// The tile's own bytes, cut to its width. Where a partial tile is gone the full one is asked for, as a log may delete the former once
    /// it has the latter; a wider answer than was asked for begins with what was.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no such tile, or its bytes are no tile of at least that width.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> Read(ITileSource tiles, TileAddress tile, CancellationToken cancellation)
    {
        var bytes = await Bytes(tiles, tile, cancellation);
        var width = bytes.Length / TreeHash.Bytes;
        if (bytes.Length % TreeHash.Bytes != 0 || width < tile.Width || width > TileAddress.FullWidth)
        {
            throw new InvalidDataException(
                $"{tile.Path} has {bytes.Length} bytes: a tile of {tile.Width} hashes has {tile.Width * TreeHash.Bytes}.");
        }

        return bytes[..(tile.Width * TreeHash.Bytes)];
    }

    /// <summary>
    /// What the source has for a tile or a bundle, or for the full one. An empty answer counts as none: an empty tile is not served.
    /// </summary>
    /// <exception cref="InvalidDataException">Neither is there.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> Bytes(ITileSource tiles, TileAddress tile, CancellationToken cancellation)
    {
        if (await tiles.Read(tile, cancellation) is { IsEmpty: false } bytes)
            return bytes;
        var full = new TileAddress(tile.Level, tile.Index, TileAddress.FullWidth, tile.IsEntries);
        return tile.IsPartial && await tiles.Read(full, cancellation) is { IsEmpty: false } wider
            ? wider
            : throw new InvalidDataException($"{tile.Path} is not there.");
    }

    /// <summary>The partial tiles of a tree of this size, highest level first: together they hold its right edge.</summary>
    public static IEnumerable<TileAddress> Edge(long size)
    {
        for (var level = TileAddress.LevelsInUse - 1; level >= 0; level--)
        {
            var hashes = size >> (TileAddress.LevelsPerTile * level);
            if (hashes % TileAddress.FullWidth is var width and > 0)
                yield return new TileAddress(level, hashes / TileAddress.FullWidth, (int)width);
        }
    }

    /// <summary>The edge of the tree from the bytes of its partial tiles, in the order of <see cref="Edge"/>.</summary>
    public static TreeFrontier Frontier(long size, IEnumerable<(TileAddress Tile, ReadOnlyMemory<byte> Bytes)> edge)
    {
        var hashes = new List<TreeHash>(BitOperations.PopCount((ulong)size));
        foreach (var (tile, bytes) in edge)
        {
            for (var (first, rest) = (0, tile.Width); rest > 0;)
            {
                var count = 1 << BitOperations.Log2((uint)rest);
                hashes.Add(Node(bytes.Span, first, count));
                (first, rest) = (first + count, rest - count);
            }
        }

        return TreeFrontier.Of(size, hashes);
    }
}
