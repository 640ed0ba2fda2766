using System.Collections.Concurrent;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;
using Npgsql;

namespace Ledger.Sealing.Tables;

/// <summary>The tiles of the log as they stand in the database. Full ones never change and are kept in memory for a while.</summary>
internal sealed class StoredTiles(NpgsqlDataSource database) : ITileSource
{
    private readonly ConcurrentDictionary<(int Level, long Tile), ReadOnlyMemory<byte>> full = new();

    public async ValueTask<ReadOnlyMemory<byte>?> Read(TileAddress address, CancellationToken cancellation)
    {
        if (address.IsEntries || address.Level >= SealingLimits.TileLevels)
            return null;
        var bytes = address.Width * TreeHash.Bytes;
        if (full.TryGetValue((address.Level, address.Index), out var kept))
            return kept[..bytes];
        ReadOnlyMemory<byte> hashes = await TilePartRows.Read(database, address.Level, address.Index, cancellation);
        if (hashes.Length == EntryBundle.Entries * TreeHash.Bytes)
            Keep((address.Level, address.Index), hashes);
        // The cast: a bare null would become an empty tile and not none.
        return hashes.Length < bytes ? (ReadOnlyMemory<byte>?)null : hashes[..bytes];
    }

    /// <summary>Which are kept matters little: the upper levels come back at once, and reading one anew costs one look.</summary>
    private void Keep((int Level, long Tile) address, ReadOnlyMemory<byte> hashes)
    {
        if (full.Count >= SealingLimits.TilesInMemory)
            full.Clear();
        full[address] = hashes;
    }
}
