using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Tiles;

/// <summary>
/// Tiles by path, filled with the runs that <see cref="TileGrowth"/> gives, each behind what is there.
/// </summary>
internal sealed class StoredTiles : ITileSource
{
    private readonly Dictionary<(int Level, long Index), List<byte>> tiles = [];

    /// <summary>What a source answers in place of the stored bytes, by the path asked.</summary>
    public Dictionary<string, byte[]?> Instead { get; } = [];

    public List<string> Asked { get; } = [];

    /// <summary>The tiles of the tree over "entry 0", "entry 1", ...</summary>
    public static StoredTiles Of(int size)
    {
        var (stored, growth) = (new StoredTiles(), TileGrowth.Empty());
        for (var index = 0; index < size; index++)
            growth.Append(NaiveLeaf(index));
        stored.Store(growth.Take());
        return stored;
    }

    public void Store(IEnumerable<TilePart> parts)
    {
        foreach (var part in parts)
        {
            if (!tiles.TryGetValue((part.Level, part.Tile), out var tile))
                tiles.Add((part.Level, part.Tile), tile = []);
            tile.Count.ShouldBe(part.First * TreeHash.Bytes, $"level {part.Level}, tile {part.Tile}");
            tile.AddRange(part.Hashes.Span);
            tile.Count.ShouldBeLessThanOrEqualTo(TileAddress.FullWidth * TreeHash.Bytes);
        }
    }

    /// <summary>Every stored tile, as wide as it is.</summary>
    public IEnumerable<TileAddress> All() => tiles.Select(pair =>
        new TileAddress(pair.Key.Level, pair.Key.Index, pair.Value.Count / TreeHash.Bytes));

    public byte[] Bytes(TileAddress tile) => [.. tiles[(tile.Level, tile.Index)].Take(tile.Width * TreeHash.Bytes)];

    public ValueTask<ReadOnlyMemory<byte>?> Read(TileAddress address, CancellationToken cancellation)
    {
        Asked.Add(address.Path);
        if (Instead.TryGetValue(address.Path, out var bytes))
            return ValueTask.FromResult(bytes is null ? (ReadOnlyMemory<byte>?)null : bytes);
        var isThere = !address.IsEntries && tiles.TryGetValue((address.Level, address.Index), out var tile)
            && tile.Count >= address.Width * TreeHash.Bytes;
        return ValueTask.FromResult(isThere ? Bytes(address) : (ReadOnlyMemory<byte>?)null);
    }

    private static TreeHash NaiveLeaf(int index) => Trees.NaiveTree.Leaf(index);
}
