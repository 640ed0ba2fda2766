using Ledger.Sealing.Tables;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Verifying;

/// <summary>
/// Holds the roots against what was signed, size by size. After the first that is not as signed the later ones can say nothing new, for
/// every tree holds all that came before: so the fault lies between the last good size and the first bad one, and that is what is said.
/// </summary>
internal sealed class CheckpointMarks(
    IAsyncEnumerator<StoredCheckpoint> signed, IReadOnlyList<KnownCheckpoint> known, CheckpointSignatures signatures, Findings findings)
{
    private readonly Queue<KnownCheckpoint> outside = new(known.OrderBy(one => one.Size));
    private bool open;
    private bool more;
    private long lastGood;
    private bool broken;
    private bool brokenOutside;

    /// <summary>How many checkpoints were looked at.</summary>
    public long Count { get; private set; }

    public async ValueTask Reach(long size, TreeFrontier derived, TreeFrontier stored, CancellationToken cancellation)
    {
        if (!open)
            (open, more) = (true, await signed.MoveNextAsync());
        while (more && signed.Current.Size <= size)
        {
            Judge(signed.Current, derived, stored);
            cancellation.ThrowIfCancellationRequested();
            more = await signed.MoveNextAsync();
        }

        while (outside.TryPeek(out var next) && next.Size <= size)
            JudgeOutside(outside.Dequeue(), derived);
    }

    /// <summary>What was signed for more events than there are.</summary>
    public async Task End(long head)
    {
        for (; more; more = await signed.MoveNextAsync())
            findings.Add(new Finding(
                "log.shorter", $"签有 {signed.Current.Size} 条事实的封存点，现在只有 {head} 条",
                $"A checkpoint of {signed.Current.Size} events was signed; there are {head}.",
                head + 1, signed.Current.Size, Object: "ledger.checkpoint"));
        while (outside.TryDequeue(out var beyond))
            findings.Add(new Finding(
                "log.shorter-than-known", $"{beyond.Name} 证明曾有 {beyond.Size} 条事实，现在只有 {head} 条：末尾被删除，或者恢复了旧的备份",
                $"{beyond.Name} shows that there were {beyond.Size} events; there are {head}: "
                + "the end was removed, or an old backup restored.",
                head + 1, beyond.Size, Object: beyond.Name));
    }

    private void Judge(StoredCheckpoint checkpoint, TreeFrontier derived, TreeFrontier stored)
    {
        Count++;
        var isOurs = signatures.Judge(checkpoint, findings);
        if (broken)
            return;
        var (byEvents, byTiles) = (derived.Root() == checkpoint.Root, stored.Root() == checkpoint.Root);
        if (byEvents && byTiles)
        {
            lastGood = checkpoint.Size;
            return;
        }

        broken = true;
        findings.Add(Fault(checkpoint, byEvents, byTiles, isOurs));
    }

    private Finding Fault(StoredCheckpoint checkpoint, bool byEvents, bool byTiles, bool isOurs)
    {
        var (code, zh, en) = (byEvents, byTiles) switch
        {
            (false, true) => (
                "event.changed", "瓦片仍与所签的根相符，事实不符：事实被改动",
                "The tiles still give the signed root and the events do not: events were changed."),
            (true, false) => (
                "tiles.changed", "事实仍与所签的根相符，瓦片不符：瓦片被改动",
                "The events still give the signed root and the tiles do not: tiles were changed."),
            _ when isOurs => (
                "log.changed", "事实和瓦片都不再给出所签的根：二者都被改动",
                "Neither events nor tiles give the signed root any more: both were changed."),
            _ => (
                "checkpoint.forged", "封存点与事实不符，签名也不成立：封存点是伪造的",
                "The checkpoint agrees with nothing and its signature does not hold: it was forged."),
        };
        return new Finding(
            code, $"{zh}（首个不符的封存点大小为 {checkpoint.Size}）", $"{en} First at the checkpoint of size {checkpoint.Size}.",
            lastGood + 1, checkpoint.Size, Object: "ledger.checkpoint");
    }

    private void JudgeOutside(KnownCheckpoint mark, TreeFrontier derived)
    {
        if (derived.Root() == mark.Root || brokenOutside)
            return;
        brokenOutside = true;
        findings.Add(new Finding(
            "log.rewritten", $"{mark.Name} 所证明的 {mark.Size} 条事实与现在的不同：历史被改写",
            $"{mark.Name} shows other events up to {mark.Size} than there are now: history was rewritten.",
            1, mark.Size, Object: mark.Name));
    }
}
