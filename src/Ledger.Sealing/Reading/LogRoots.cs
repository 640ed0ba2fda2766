using System.Collections.Concurrent;
using Ledger.EventStore;
using Ledger.Sealing.Leaves;
using Ledger.Sealing.Tables;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;
using Npgsql;

namespace Ledger.Sealing.Reading;

/// <summary>
/// The root of the tree at any position, sealed or not yet: what an answer that stands at a position names beside it. It never changes,
/// so that two answers of one position can be held against each other, and each against a checkpoint by a proof of consistency.
/// </summary>
public sealed class LogRoots
{
    private readonly NpgsqlDataSource database;
    private readonly IEventStore store;
    private readonly LogIdentity identity;
    private readonly StoredTiles tiles;
    private readonly ConcurrentDictionary<long, TreeHash> known = new();

    internal LogRoots(NpgsqlDataSource database, IEventStore store, LogIdentity identity, StoredTiles tiles) =>
        (this.database, this.store, this.identity, this.tiles) = (database, store, identity, tiles);

    /// <param name="size">A position up to the head: so many events.</param>
    /// <returns>Null when too many events wait to be sealed (<see cref="SealingLimits.UnsealedLeavesPerRoot"/>).</returns>
    public async Task<TreeHash?> At(long size, CancellationToken cancellation)
    {
        if (known.TryGetValue(size, out var kept))
            return kept;
        if (await Compute(size, cancellation) is not { } root)
            return null;
        if (known.Count >= SealingLimits.RootsInMemory)
            known.Clear();
        known[size] = root;
        return root;
    }

    private async Task<TreeHash?> Compute(long size, CancellationToken cancellation)
    {
        var sealedTo = (await CheckpointRows.ReadLast(database, cancellation))?.Size ?? 0;
        if (size <= sealedTo)
            return await TreeRoot.Of(size, new TileNodes(tiles, sealedTo), cancellation);
        if (size - sealedTo > SealingLimits.UnsealedLeavesPerRoot)
            return null;

        var edge = await new TileNodes(tiles, sealedTo).Read(TreeFrontier.Nodes(sealedTo), cancellation);
        var frontier = TreeFrontier.Of(sealedTo, edge);
        var leaves = new LeafWriter(identity.Source);
        while (frontier.Size < size)
        {
            var batch = await store.ReadBatch(
                frontier.Size, (int)Math.Min(StoreLimits.EventsPerPage, size - frontier.Size), cancellation);
            if (batch.Count == 0)
                return null;
            foreach (var recorded in batch)
                frontier.Append(leaves.Hash(recorded));
        }

        return frontier.Root();
    }
}
