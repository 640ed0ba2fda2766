using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tiles;

/// <summary>
/// Grows the tiles of a tree: the hashes that leaves add to tiles, in runs that are stored behind what is there. A tile that gets full
/// gives its root to the tile above. What is not taken is kept in memory. For one caller at a time.
/// </summary>
public sealed class TileGrowth
{
    private readonly TreeFrontier frontier;
    private readonly Column[] columns = new Column[TileAddress.LevelsInUse];

    private TileGrowth(TreeFrontier frontier)
    {
        this.frontier = frontier;
        for (var level = 0; level < TileAddress.LevelsInUse; level++)
            columns[level] = new Column(level);
    }

    /// <summary>Leaves in the tree.</summary>
    public long Size => frontier.Size;

    public static TileGrowth Empty() => new(TreeFrontier.Empty());

    /// <summary>
    /// Goes on with a tree of this size. <paramref name="partial"/> gives the hashes of the partial tile of a level, floor(size /
    /// 256^level) mod 256 of them; it is asked only where there are any.
    /// </summary>
    /// <exception cref="InvalidDataException">Another number of bytes; the tile is named.</exception>
    public static TileGrowth Of(long size, Func<int, ReadOnlyMemory<byte>> partial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var edge = TileHashes.Edge(size).Select(tile => (Tile: tile, Bytes: partial(tile.Level))).ToList();
        foreach (var (tile, bytes) in edge)
        {
            if (bytes.Length != tile.Width * TreeHash.Bytes)
                throw new InvalidDataException($"{tile.Path} has {tile.Width * TreeHash.Bytes} bytes, and {bytes.Length} were given.");
        }

        var growth = new TileGrowth(TileHashes.Frontier(size, edge));
        for (var level = 0; level < TileAddress.LevelsInUse; level++)
            growth.columns[level].Tile = (size >> (TileAddress.LevelsPerTile * level)) / TileAddress.FullWidth;
        foreach (var (tile, bytes) in edge)
            growth.columns[tile.Level].Resume(bytes.Span);
        return growth;
    }

    public void Append(TreeHash leaf)
    {
        Span<TreeHash> completed = stackalloc TreeHash[TileAddress.LevelsInUse];
        var count = frontier.Append(leaf, TileAddress.LevelsPerTile, completed);
        for (var level = 0; level < count; level++)
            columns[level].Add(completed[level]);
    }

    /// <summary>
    /// What came since the last call, as runs that never cross the border of a tile: lowest level first, within it from left to right.
    /// </summary>
    public IReadOnlyList<TilePart> Take()
    {
        var parts = new List<TilePart>();
        foreach (var column in columns)
            column.Take(parts);
        return parts;
    }

    public TreeHash Root() => frontier.Root();

    /// <summary>The tiles of one level. Bytes once written are never written again, so that runs are handed out without a copy.</summary>
    private sealed class Column(int level)
    {
        private const int TileBytes = TileAddress.FullWidth * TreeHash.Bytes;

        private readonly List<TilePart> full = [];
        private byte[]? bytes;
        private int written;
        private int taken;

        public long Tile { get; set; }

        public void Resume(ReadOnlySpan<byte> stored)
        {
            stored.CopyTo(bytes = new byte[TileBytes]);
            written = taken = stored.Length;
        }

        public void Add(TreeHash hash)
        {
            hash.CopyTo((bytes ??= new byte[TileBytes]).AsSpan(written));
            written += TreeHash.Bytes;
            if (written < TileBytes)
                return;

            full.Add(Run());
            (bytes, written, taken, Tile) = (null, 0, 0, Tile + 1);
        }

        public void Take(List<TilePart> parts)
        {
            parts.AddRange(full);
            full.Clear();
            if (written == taken)
                return;

            parts.Add(Run());
            taken = written;
        }

        private TilePart Run() => new(level, Tile, taken / TreeHash.Bytes, bytes.AsMemory(taken, written - taken));
    }
}
