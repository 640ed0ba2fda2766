using Ledger.EventStore;
using Ledger.EventStore.Servers;
using Ledger.Sealing.Keys;
using Ledger.Sealing.Leaves;
using Ledger.Sealing.Tables;
using Ledger.Sealing.Verifying;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;
using Npgsql;

namespace Ledger.Sealing.Sealers;

/// <summary>
/// Follows the positions, writes the hashes of what was recorded, and signs checkpoints over them. Any number of processes may run it on
/// one database: one seals, the others look on. Tiles and checkpoint are one transaction, so that a process that dies at any instruction
/// leaves what was sealed before, and the next one goes on from there.
/// </summary>
/// <remarks>
/// Never two roots for one size: the events under a position do not change, so the same size gives the same root whoever seals it; and
/// what was signed is remembered outside the database (<see cref="SignedMemory"/>) before it is signed, so that a database that no longer
/// has it, or has something else in its place, is not signed for at all.
/// </remarks>
public sealed class LogSealer : IDisposable
{
    // "ledgerse" in ASCII. Held to the end of a transaction, so that it is let go with the process, however that ends.
    private const string TakeTurn = "select pg_try_advisory_xact_lock(x'6C65646765727365'::bigint)";

    private readonly NpgsqlDataSource database;
    private readonly IEventStore store;
    private readonly LogIdentity identity;
    private readonly LogKeys keys;
    private readonly SignedMemory memory;
    private readonly SealerOptions options;
    private readonly TimeProvider time;
    private readonly LeafWriter leaves;
    private readonly SemaphoreSlim turn = new(1);
    private TileGrowth? growth;
    private TreeHash grown;

    /// <param name="keysFolder">Where the memory of what was signed stands.</param>
    public LogSealer(
        NpgsqlDataSource database, IEventStore store, LogIdentity identity, LogKeys keys, string keysFolder, SealerOptions options,
        TimeProvider time)
    {
        (this.database, this.store, this.identity, this.keys, this.options, this.time) = (database, store, identity, keys, options, time);
        memory = new SignedMemory(keysFolder);
        leaves = new LeafWriter(identity.Source);
    }

    /// <summary>Why this process does not seal, since its last try; null while it does.</summary>
    public string? Refused { get; private set; }

    /// <summary>
    /// What this home signed last, as a checkpoint from outside the database: it finds a database that was put back or rewritten. Null
    /// before the first signature.
    /// </summary>
    /// <exception cref="SealingException">The memory is damaged.</exception>
    public KnownCheckpoint? SignedHere =>
        memory.Read() is { } signed ? new KnownCheckpoint("what this home has signed", signed.Size, signed.Root) : null;

    /// <summary>
    /// Takes the newest checkpoint of the database for what was signed last, where the home's memory of it is lost or is another machine's.
    /// Whoever calls this answers for it that the database is the latest there was.
    /// </summary>
    /// <returns>Its size; 0 where nothing was sealed yet.</returns>
    public async Task<long> Adopt(CancellationToken cancellation)
    {
        if (await CheckpointRows.ReadLast(database, cancellation) is not { } last)
            return 0;
        memory.Write(last.Size, last.Root);
        return last.Size;
    }

    /// <summary>Seals all that is recorded as of the call. Harmless to repeat.</summary>
    /// <returns>How many events are sealed now; fewer than are recorded when another process is sealing.</returns>
    /// <exception cref="SealingException">The log may not be signed as it stands.</exception>
    public async Task<long> Seal(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var asked = await store.Head(cancellation);
            while (true)
            {
                var (sealedTo, more) = await Step(cancellation);
                Refused = null;
                if (!more || sealedTo >= asked)
                    return sealedTo;
            }
        }
        catch (Exception error)
        {
            Refused = error is SealingException ? error.Message : error.GetType().Name;
            // What was grown in memory may not be what is in the tables.
            growth = null;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Seals until cancelled: as soon as enough events wait, or the first of them has waited long enough.</summary>
    /// <exception cref="OperationCanceledException">Its only end but a failure.</exception>
    public Task Run(CancellationToken cancellation) => FollowingThreads.Run(() => Follow(cancellation));

    private async Task Follow(CancellationToken cancellation)
    {
        var done = await Seal(cancellation);
        while (true)
        {
            if (await store.WaitBeyond(done, SealingLimits.IdleWait, cancellation) <= done)
                continue;
            var started = time.GetTimestamp();
            while (time.GetElapsedTime(started) is var waited && waited < options.Longest)
            {
                if (await store.WaitBeyond(done + options.Events - 1, options.Longest - waited, cancellation) >= done + options.Events)
                    break;
            }

            done = await Seal(cancellation);
        }
    }

    /// <summary>
    /// Remembers in this home what another one has signed, where it goes on from what is remembered here: when that one is gone, its log is
    /// taken up here, and a database put back to an earlier day meanwhile is not. Harmless to repeat; leaves a seal under way alone.
    /// </summary>
    /// <exception cref="SealingException">What was signed elsewhere does not go on from what is remembered here.</exception>
    public async Task LookOn(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            // The memory of a home that several processes share is written under the same lock, and never set back.
            if (!await TryTakeTurn(connection, cancellation))
                return;
            var last = await CheckpointRows.ReadLast(connection, cancellation);
            var signed = memory.Read();
            MissNothing(signed, last);
            if (signed is { } known && last is not null && last.Size > known.Size && IsOurs(last))
            {
                Agree(known, known.Size, await RootAt(known.Size, last, cancellation));
                memory.Write(last.Size, last.Root);
            }

            Refused = null;
        }
        catch (SealingException error)
        {
            Refused = error.Message;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<(long Sealed, bool More)> Step(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await TryTakeTurn(connection, cancellation))
            return ((await CheckpointRows.ReadLast(connection, cancellation))?.Size ?? 0, false);
        var last = await CheckpointRows.ReadLast(connection, cancellation);
        var from = last?.Size ?? 0;
        var tree = await Grown(connection, last, cancellation);
        var signed = memory.Read();
        MissNothing(signed, last);
        var head = await store.Head(cancellation);
        // What was signed and did not get into the tables is sealed first, as it was signed: no size in between may get a root.
        var to = signed is { } before && before.Size > from ? before.Size : Math.Min(head, from + SealingLimits.LeavesPerSeal);
        if (to > head)
            throw Lost(signed!.Value.Size, $"there are only {head} events");
        if (to == from && last is not null)
        {
            Agree(signed, from, tree.Root());
            return (from, false);
        }

        if (signed is { } known && known.Size <= from)
            Agree(known, known.Size, await RootAt(known.Size, last, cancellation));
        await Grow(tree, from, to, cancellation);
        await Sign(connection, tree, signed, cancellation);
        await transaction.CommitAsync(cancellation);
        grown = tree.Root();
        return (to, to < head);
    }

    /// <summary>The tree as it is sealed: the one in memory when nobody else has sealed since, or read from the tables.</summary>
    private async Task<TileGrowth> Grown(NpgsqlConnection connection, StoredCheckpoint? last, CancellationToken cancellation)
    {
        if (growth is { } kept && kept.Size == (last?.Size ?? 0) && (last is null || grown == last.Root))
            return kept;
        growth = last is null ? TileGrowth.Empty() : await TilePartRows.ReadGrowth(connection, last.Size, cancellation);
        if (last is not null && growth.Root() != last.Root)
            throw new SealingException(
                $"The tiles of the log do not give the root that was signed at size {last.Size}. They were changed: ledger verify says "
                + "where. Nothing further is signed.");
        return growth;
    }

    /// <summary>One page is hashed while the next is on its way.</summary>
    private async Task Grow(TileGrowth tree, long from, long to, CancellationToken cancellation)
    {
        var coming = Page(from, to, cancellation);
        while (from < to)
        {
            var page = await coming;
            if (page.Count == 0)
                throw new SealingException($"Position {from + 1} is missing from the events. Nothing further is signed.");
            from += page.Count;
            coming = Page(from, to, cancellation);
            foreach (var recorded in page)
                tree.Append(leaves.Hash(recorded));
        }
    }

    private async Task<IReadOnlyList<RecordedEvent>> Page(long after, long to, CancellationToken cancellation) =>
        after < to ? await store.ReadBatch(after, (int)Math.Min(StoreLimits.EventsPerPage, to - after), cancellation) : [];

    private async Task Sign(
        NpgsqlConnection connection, TileGrowth tree, (long Size, TreeHash Root)? signed, CancellationToken cancellation)
    {
        var root = tree.Root();
        Agree(signed, tree.Size, root);
        await TilePartRows.Add(connection, tree.Take(), cancellation);
        if (signed is null || tree.Size > signed.Value.Size)
            memory.Write(tree.Size, root);
        var signing = keys.Current();
        var note = SignedNote.Sign(new Checkpoint(identity.Origin, tree.Size, root, []).Text, signing);
        var checkpoint = new StoredCheckpoint(tree.Size, root, time.GetUtcNow(), note.Write());
        await CheckpointRows.Add(connection, checkpoint, signing.Select(key => key.Verifier), cancellation);
    }

    private static async Task<bool> TryTakeTurn(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(TakeTurn, connection);
        return await ask.ExecuteScalarAsync(cancellation) is true;
    }

    private void MissNothing((long Size, TreeHash Root)? signed, StoredCheckpoint? last)
    {
        if (signed is null && last is { Size: > 0 } && IsOurs(last))
            throw new SealingException(
                $"The memory of what was signed ({SignedMemory.FileName} among the keys) is missing, and a key of this home has signed for "
                + $"{last.Size} events. Put it back from a copy. Where it is lost, and this database is the latest there was: "
                + "ledger log adopt.");
    }

    private static void Agree((long Size, TreeHash Root)? signed, long size, TreeHash root)
    {
        if (signed is { } before && before.Size == size && before.Root != root)
            throw Lost(size, "its events give another root now");
    }

    private bool IsOurs(StoredCheckpoint checkpoint) =>
        SignedNote.TryParse(checkpoint.Note, out var note, out _) && note.Verify(keys.Verifiers).Holds;

    /// <summary>Another home may have sealed beyond what this one signed: what this one signed must be in it.</summary>
    private async ValueTask<TreeHash> RootAt(long size, StoredCheckpoint? last, CancellationToken cancellation) =>
        last is null || size == last.Size
            ? last?.Root ?? TreeHasher.Empty
            : await TreeRoot.Of(size, new TileNodes(new StoredTiles(database), last.Size), cancellation);

    private static SealingException Lost(long size, string what) => new(
        $"A checkpoint of {size} events was signed from this home, and {what}. The database was put back to an earlier day, or events were "
        + "changed. Restore the latest backup; ledger verify says what is wrong. Nothing further is signed.");
}
