using Ledger.EventStore;
using Ledger.Sealing.Leaves;
using Ledger.Sealing.Tables;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Proofs;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;
using Npgsql;

namespace Ledger.Sealing.Reading;

/// <summary>
/// The log for those who read it: checkpoints, tiles, entries, and proofs that anybody can check with them. One instance serves a whole
/// process.
/// </summary>
public sealed class SealedLog
{
    private readonly NpgsqlDataSource database;
    private readonly IEventStore store;
    private readonly StoredTiles tiles;

    public SealedLog(NpgsqlDataSource database, IEventStore store, LogIdentity identity)
    {
        (this.database, this.store, Identity, tiles) = (database, store, identity, new StoredTiles(database));
        Roots = new LogRoots(database, store, identity, tiles);
    }

    public LogIdentity Identity { get; }

    public LogRoots Roots { get; }

    /// <summary>The checkpoint signed last; null before the first.</summary>
    public Task<StoredCheckpoint?> Latest(CancellationToken cancellation) => CheckpointRows.ReadLast(database, cancellation);

    /// <summary>The first checkpoint that covers a size; null while nothing does. What it is never changes.</summary>
    public Task<StoredCheckpoint?> Covering(long size, CancellationToken cancellation) =>
        CheckpointRows.ReadCovering(database, size, cancellation);

    /// <summary>Checkpoints in the order of their sizes, from a size on.</summary>
    public IAsyncEnumerable<StoredCheckpoint> Checkpoints(long from, CancellationToken cancellation) =>
        CheckpointRows.ReadAll(database, from, cancellation);

    /// <summary>Every public key that has signed, the oldest first.</summary>
    public Task<IReadOnlyList<VerifierKey>> Keys(CancellationToken cancellation) => LogKeyRows.Read(database, cancellation);

    /// <summary>
    /// The proof of one event, against the first checkpoint that covers it: a file for anybody to keep (C2SP tlog-proof). It is the same
    /// for ever. Null while the event is not sealed.
    /// </summary>
    public async Task<ProofFile?> Proof(long position, CancellationToken cancellation)
    {
        if (position < 1 || await Covering(position, cancellation) is not { } checkpoint)
            return null;
        return await Proof(position, checkpoint, cancellation);
    }

    /// <summary>The proof of one event against a checkpoint that covers it.</summary>
    public async Task<ProofFile> Proof(long position, StoredCheckpoint checkpoint, CancellationToken cancellation)
    {
        var hashes = await InclusionProof.Make(position - 1, checkpoint.Size, Nodes(checkpoint.Size), cancellation);
        if (!SignedNote.TryParse(checkpoint.Note, out var note, out var problem))
            throw new InvalidDataException($"The checkpoint of size {checkpoint.Size} is no signed note: {problem}");
        return new ProofFile(position - 1, hashes, note!, null);
    }

    /// <summary>That the tree of one size goes on from that of an earlier one (RFC 6962 section 2.1.2). Both sizes are sealed.</summary>
    public ValueTask<IReadOnlyList<TreeHash>> Consistency(long from, long to, CancellationToken cancellation) =>
        ConsistencyProof.Make(from, to, Nodes(to), cancellation);

    /// <summary>
    /// A tile as C2SP tlog-tiles serves it: of hashes from the tables, of entries from the events. Null for what is not sealed.
    /// </summary>
    public async Task<ReadOnlyMemory<byte>?> Tile(TileAddress address, CancellationToken cancellation)
    {
        if (!address.IsEntries)
            return await tiles.Read(address, cancellation);
        var first = checked(address.Index * EntryBundle.Entries);
        var end = first + address.Width;
        if (await Latest(cancellation) is not { } latest || latest.Size < end)
            return null;
        var writer = new LeafWriter(Identity.Source);
        var entries = new List<ReadOnlyMemory<byte>>(address.Width);
        foreach (var recorded in await store.ReadBatch(first, address.Width, cancellation))
            entries.Add(writer.Write(recorded).ToArray());
        return EntryBundle.Write(entries);
    }

    /// <summary>The leaf of one event, sealed already or still to be: it will be no other. Null where there is no event.</summary>
    public async Task<(RecordedEvent Recorded, ReadOnlyMemory<byte> Leaf)?> Entry(long position, CancellationToken cancellation)
    {
        if (position < 1 || await store.ReadBatch(position - 1, 1, cancellation) is not [var recorded])
            return null;
        return (recorded, new LeafWriter(Identity.Source).Write(recorded).ToArray());
    }

    private TileNodes Nodes(long size) => new(tiles, size);
}
