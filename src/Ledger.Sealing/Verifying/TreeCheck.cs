using Ledger.EventStore;
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
        var last = Math.Max(head, sealedTo);
        for (var position = 1L; position <= last; position++)
        {
            RecordedEvent? recorded = null;
            while (more && rows.Current.Position < position)
            {
                // Positions below 1: nothing of ours.
                Stray(rows.Current);
                more = await rows.MoveNextAsync();
            }

            if (more && rows.Current.Position == position)
            {
                recorded = rows.Current;
                more = await rows.MoveNextAsync();
            }

            await Take(position, recorded, position <= sealedTo, hashes, levels, cancellation);
            await marks.Reach(position, derived, stored, cancellation);
            if (position % ReportEvents == 0)
                progress?.Report(new VerificationProgress(position, last));
        }

        await levels.End(cancellation);
        if (await hashes.Next(cancellation) is not null)
            findings.Add(new Finding(
                "tile.extra", $"瓦片在大小 {last} 之后还有散列", $"The tiles go on after size {last}.",
                last + 1, Object: "ledger.tile_part (level 0)"));
    }

    private async ValueTask Take(
        long position, RecordedEvent? recorded, bool isSealed, StoredHashes hashes, TileLevels levels, CancellationToken cancellation)
    {
        var leaf = recorded is null ? default : leaves.Hash(recorded);
        derived.Append(leaf);
        if (recorded is null)
            findings.Add(new Finding("event.missing", "该位置的事实缺失", "The event of this position is missing.", position));
        if (!isSealed)
            return;
        if (await hashes.Next(cancellation) is not { } kept)
        {
            findings.Add(new Finding(
                "leaf.missing", "该位置的散列缺失", "The leaf of this position is missing from the tiles.", position, Stream: recorded?.StreamId,
                Object: "ledger.tile_part (level 0)"));
            stored.Append(leaf);
            return;
        }

        stored.Append(kept);
        await levels.Add(kept, cancellation);
        if (recorded is not null && kept != leaf)
            findings.Add(new Finding(
                "leaf.differs", "事实与封存时的散列不符", "The event does not give the leaf that was sealed.", position, Stream: recorded.StreamId));
    }

    private void Stray(RecordedEvent recorded) => findings.Add(new Finding(
        "event.stray", "位置不在 1 之后", "An event stands at a position below 1.", recorded.Position, Stream: recorded.StreamId));
}
