namespace Ledger.Transparency.Tiles;

/// <summary>
/// One tile of C2SP tlog-tiles: up to 256 hashes of one level, or the bundle of up to 256 entries under a tile of level 0. The default
/// value is no tile.
/// </summary>
public readonly record struct TileAddress
{
    /// <summary>Hashes or entries in a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>Levels of the tree in one level of tiles: 2^8 = 256.</summary>
    public const int LevelsPerTile = 8;

    /// <summary>The highest level that a path can name.</summary>
    public const int HighestLevel = 63;

    /// <summary>Levels of tiles in the largest tree whose size fits a signed 64-bit integer; above them every tile is empty.</summary>
    internal const int LevelsInUse = 8;

    /// <summary>The highest index: all its hashes can still be counted in 64 bits.</summary>
    public const long HighestIndex = long.MaxValue / FullWidth;

    /// <exception cref="ArgumentOutOfRangeException">A number that no path can name.</exception>
    public TileAddress(int level, long index, int width = FullWidth, bool isEntries = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, isEntries ? 0 : HighestLevel);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, HighestIndex);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        (Level, Index, Width, IsEntries) = (level, index, width, isEntries);
    }

    /// <summary>Level of the tile, 0 for leaf hashes and for entries.</summary>
    public int Level { get; }

    /// <summary>Index of the tile within its level.</summary>
    public long Index { get; }

    /// <summary>Hashes or entries in it, 1 to 256.</summary>
    public int Width { get; }

    /// <summary>A bundle of entries and not a tile of hashes.</summary>
    public bool IsEntries { get; }

    /// <summary>Narrower than full.</summary>
    public bool IsPartial => Width < FullWidth;

    /// <summary>
    /// Some tree has it whose size fits a signed 64-bit integer. A path can name others, at levels that no such tree has: they are never
    /// served.
    /// </summary>
    public bool IsInReach => WidthAt(Level, Index, long.MaxValue) >= Width;

    /// <summary>The path behind the log's prefix: <c>tile/0/x001/x234/067</c>, <c>tile/entries/000.p/17</c>.</summary>
    public string Path => TilePath.Of(this);

    /// <summary>The bundle of entries whose leaf hashes are in the tile of this index at level 0.</summary>
    public static TileAddress Entries(long index, int width = FullWidth) => new(0, index, width, isEntries: true);

    /// <summary>Takes the one way in which a path is written, and no other: no further zeroes, signs, slashes or blanks.</summary>
    public static bool TryParse(string path, out TileAddress address) => TilePath.TryParse(path, out address);

    /// <summary>How wide the tile is in a tree of this size: 0 where it is empty, and then it is not served.</summary>
    public static int WidthAt(int level, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (level is < 0 or >= LevelsInUse || index is < 0 or > HighestIndex)
            return 0;

        var hashes = size >> (LevelsPerTile * level);
        return (int)Math.Clamp(hashes - (index * FullWidth), 0, FullWidth);
    }

    /// <summary>All tiles of hashes of a tree of this size, lowest level first.</summary>
    public static IReadOnlyList<TileAddress> Of(long size) => [.. Between(0, size)];

    /// <summary>
    /// The tiles of hashes that a tree of size <paramref name="newSize"/> has and one of <paramref name="oldSize"/> has not, or has
    /// narrower: what a mirror must fetch. Lowest level first, and left to right.
    /// </summary>
    public static IEnumerable<TileAddress> Between(long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(newSize, oldSize);
        return Walk(oldSize, newSize);
    }

    /// <summary>As <see cref="Between"/>, for bundles of entries.</summary>
    public static IEnumerable<TileAddress> EntriesBetween(long oldSize, long newSize) =>
        Between(oldSize, newSize).TakeWhile(tile => tile.Level == 0).Select(tile => Entries(tile.Index, tile.Width));

    public override string ToString() => Path;

    private static IEnumerable<TileAddress> Walk(long oldSize, long newSize)
    {
        for (var level = 0; level < LevelsInUse && newSize >> (LevelsPerTile * level) > 0; level++)
        {
            var (old, hashes) = (oldSize >> (LevelsPerTile * level), newSize >> (LevelsPerTile * level));
            for (var index = old / FullWidth; old < hashes && index <= (hashes - 1) / FullWidth; index++)
                yield return new TileAddress(level, index, WidthAt(level, index, newSize));
        }
    }
}
