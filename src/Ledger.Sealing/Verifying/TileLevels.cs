using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Verifying;

/// <summary>
/// Holds the upper levels of tiles against the lowest: when 256 hashes of a level have gone by, their root must be the next hash of the
/// level above (C2SP tlog-tiles, "Merkle Tree").
/// </summary>
internal sealed class TileLevels(LogSnapshot snapshot, Findings findings) : IAsyncDisposable
{
    private const int Width = 256;

    private readonly List<Level> levels = [];

    public Task Add(TreeHash leaf, CancellationToken cancellation) => Add(0, leaf, cancellation);

    /// <summary>After the last leaf: an upper level with more hashes than the tiles below it give is a finding.</summary>
    public async Task End(CancellationToken cancellation)
    {
        for (var at = 1; at < SealingLimits.TileLevels; at++)
        {
            var level = await At(at, cancellation);
            var due = level.Stored!.Count;
            if (await level.Stored.Next(cancellation) is not null)
                findings.Add(new Finding(
                    "tile.extra", $"第 {at} 级瓦片多于其下的瓦片：自第 {due} 个散列起",
                    $"Level {at} has more hashes than there are full tiles below it, from hash {due} on.",
                    Object: $"ledger.tile_part (level {at})"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var level in levels.Where(level => level.Stored is not null))
            await level.Stored!.DisposeAsync();
    }

    private async Task Add(int at, TreeHash hash, CancellationToken cancellation)
    {
        var level = await At(at, cancellation);
        level.Tile.Append(hash);
        if (level.Tile.Size < Width)
            return;
        var root = level.Tile.Root();
        level.Tile = TreeFrontier.Empty();
        var above = await At(at + 1, cancellation);
        var index = above.Stored!.Count;
        var stored = await above.Stored.Next(cancellation);
        if (stored != root)
            findings.Add(Differs(at + 1, index, stored is null));
        // What stands there is what the next level was made of.
        await Add(at + 1, stored ?? root, cancellation);
    }

    private async ValueTask<Level> At(int at, CancellationToken cancellation)
    {
        while (levels.Count <= at)
        {
            var level = new Level(levels.Count == 0 ? null : new StoredHashes(levels.Count, findings));
            if (level.Stored is not null)
                await level.Stored.Open(snapshot, cancellation);
            levels.Add(level);
        }

        return levels[at];
    }

    private static Finding Differs(int level, long index, bool missing)
    {
        var span = 1L << (8 * level);
        return new Finding(
            missing ? "tile.missing" : "tile.changed",
            $"第 {level} 级瓦片的第 {index} 个散列{(missing ? "缺失" : "与其下的瓦片不符")}",
            $"Hash {index} of level {level} {(missing ? "is missing" : "is not the root of the tile below it")}.",
            checked((index * span) + 1), checked((index + 1) * span), Object: $"ledger.tile_part (level {level}, tile {index >> 8})");
    }

    private sealed class Level(StoredHashes? stored)
    {
        public StoredHashes? Stored { get; } = stored;

        public TreeFrontier Tile { get; set; } = TreeFrontier.Empty();
    }
}
