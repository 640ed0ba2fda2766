using Ledger.Sealing.Leaves;
using Ledger.Sealing.Tables;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Verifying;

/// <param name="Position">Events gone through.</param>
/// <param name="Head">The last one there is.</param>
public sealed record VerificationProgress(long Position, long Head);

/// <summary>
/// Goes through the events once. Each leaf is derived anew and held against the leaf in the tiles; both trees are grown side by side, and
/// at the size of each checkpoint both roots are held against what was signed. Which of the two still gives the signed root says what was
/// changed: the event, or the tiles.
/// </summary>
internal sealed class TreeCheck(LogSnapshot snapshot, LogIdentity identity, Findings findings, IProgress<VerificationProgress>? progress)
{
    /// <summary>Between two reports of progress, events.</summary>
    private const int ReportEvents = 10_000;

    private readonly LeafWriter leaves = new(identity.Source);
    private readonly TreeFrontier derived = TreeFrontier.Empty();
    private readonly TreeFrontier stored = TreeFrontier.Empty();

    /// <summary>The events' tree: what everything else is held against.</summary>
    public long Size => derived.Size;

    public TreeHash Root => derived.Root();

    /// <param name="head">The last position in this moment.</param>
    /// <param name="sealedTo">The size of the last checkpoint.</param>
    /// <param name="marks">What was signed at which size.</param>
    public async Task Run(long head, long sealedTo, CheckpointMarks marks, CancellationToken cancellation)
    {
        await using var hashes = new StoredHashes(0, findings);
        await hashes.Open(snapshot, cancellation);
        await using var levels = new TileLevels(snapshot, findings);
        await marks.Reach(0, derived, stored, cancellation);
        await using var rows = EventRows.Read(await snapshot.Connection(cancellation), cancellation).GetAsyncEnumerator(cancellation);
        var more = await rows.MoveNextAsync();
        while (more && rows.Current.Position < 1)
        {
            Stray(rows.Current);
            more = await rows.MoveNextAsync();
        }

        for (var position = 1L; ; position++)
        {
            EventRow? row = more && rows.Current.Position == position ? rows.Current : null;
            if (row is not null)
                more = await rows.MoveNextAsync();
            var kept = position <= sealedTo ? await hashes.Next(cancellation) : null;
            if (row is null && kept is null)
                break; // Neither an event nor a leaf: the log ends here.
            await Take(position, row, kept, position <= sealedTo, levels, cancellation);
            await marks.Reach(position, derived, stored, cancellation);
            if (position % ReportEvents == 0)
                progress?.Report(new VerificationProgress(position, Math.Max(head, position)));
        }

        if (more)
            findings.Add(new Finding(
                "event.missing", "这些位置的事实缺失；其后的事实无法核对", "The events of these positions are missing; those after them cannot be checked.",
                Size + 1, rows.Current.Position - 1));
        await levels.End(cancellation);
        if (sealedTo <= Size && await hashes.Next(cancellation) is not null)
            findings.Add(new Finding(
                "tile.extra", $"瓦片在大小 {sealedTo} 之后还有散列", $"The tiles go on after size {sealedTo}.",
                sealedTo + 1, Object: "ledger.tile_part (level 0)"));
    }

    private async ValueTask Take(
        long position, EventRow? row, TreeHash? kept, bool isSealed, TileLevels levels, CancellationToken cancellation)
    {
        var leaf = row?.Recorded is { } recorded ? leaves.Hash(recorded) : default;
        derived.Append(leaf);
        if (row is null)
            findings.Add(new Finding("event.missing", "该位置的事实缺失", "The event of this position is missing.", position));
        else if (row.Recorded is null)
            findings.Add(new Finding(
                "event.unreadable", "该位置的事实有不应有的值，无法读取", "The event of this position has a value that cannot be, and cannot be read.",
                position, Stream: row.Stream));
        if (!isSealed)
            return;
        if (kept is not { } hash)
        {
            findings.Add(new Finding(
                "leaf.missing", "该位置的散列缺失", "The leaf of this position is missing from the tiles.", position, Stream: row?.Stream,
                Object: "ledger.tile_part (level 0)"));
            stored.Append(leaf);
            return;
        }

        stored.Append(hash);
        await levels.Add(hash, cancellation);
        if (row?.Recorded is not null && hash != leaf)
            findings.Add(new Finding(
                "leaf.differs", "事实与封存时的散列不符", "The event does not give the leaf that was sealed.", position, Stream: row.Stream));
    }

    private void Stray(EventRow row) => findings.Add(new Finding(
        "event.stray", "位置不在 1 之后", "An event stands at a position below 1.", row.Position, Stream: row.Stream));
}
