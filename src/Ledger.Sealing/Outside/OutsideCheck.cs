using Ledger.Sealing.Verifying;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Outside;

/// <param name="Size">The newest checkpoint's size.</param>
/// <param name="Since">The size of the checkpoint that was brought along; null where none was.</param>
/// <param name="Note">The newest checkpoint as it was served: keep it for the next time.</param>
/// <param name="Entries">Entries that were hashed anew; null where they were not asked for, or not given.</param>
public sealed record OutsideReport(long Size, TreeHash Root, long? Since, byte[] Note, long? Entries, Findings Findings);

/// <summary>
/// Checks a log from outside, with nothing but its address, its public key and perhaps yesterday's checkpoint: that the newest checkpoint
/// is signed as the policy asks, that it goes on from yesterday's, and, where the log gives them, that its entries are what was hashed.
/// </summary>
public sealed class OutsideCheck(HttpLog log, TrustPolicy policy, IProgress<VerificationProgress>? progress)
{
    /// <param name="since">A signed checkpoint kept from before; null to look at the newest alone.</param>
    /// <param name="entries">Whether to fetch the entries since then too and hash them.</param>
    /// <exception cref="OutsideException">The log does not answer.</exception>
    public async Task<OutsideReport> Run(byte[]? since, bool entries, CancellationToken cancellation)
    {
        var findings = new Findings();
        var known = since is null ? null : Read(since, "since", findings);
        var served = await log.Checkpoint(cancellation);
        if (Read(served, "checkpoint", findings) is not { } newest || (since is not null && known is null))
            return new OutsideReport(0, TreeHasher.Empty, null, served, null, findings);

        var tiles = new CheckedTiles(log, newest.Size, newest.Root);
        if (known is not null)
            await GoesOn(known, newest, tiles, findings, cancellation);
        long? hashed = null;
        if (entries && findings.None)
            hashed = await Entries(known?.Size ?? 0, newest, tiles, findings, cancellation);
        return new OutsideReport(newest.Size, newest.Root, known?.Size, served, hashed, findings);
    }

    private Checkpoint? Read(byte[] bytes, string what, Findings findings)
    {
        string? problem = null;
        if (SignedNote.TryParse(bytes, out var note, out var malformed)
            && Checkpoint.TryParse(note.Text, out var checkpoint, out malformed)
            && policy.Judge(note) is var verdict && (problem = verdict.Problem) is null)
            return checkpoint;
        findings.Add(new Finding(
            "checkpoint.invalid", $"封存点不成立：{problem ?? malformed}", $"The checkpoint does not hold: {problem ?? malformed}", Object: what));
        return null;
    }

    private static async Task GoesOn(
        Checkpoint known, Checkpoint newest, CheckedTiles tiles, Findings findings, CancellationToken cancellation)
    {
        if (known.Origin != newest.Origin)
            findings.Add(new Finding(
                "log.other", $"这是另一个账本：{newest.Origin}，不是 {known.Origin}",
                $"This is another log: {newest.Origin} and not {known.Origin}."));
        else if (known.Size > newest.Size)
            findings.Add(new Finding(
                "log.shorter-than-known", $"曾有 {known.Size} 条，现在只有 {newest.Size} 条：末尾被删除，或者恢复了旧的备份",
                $"There were {known.Size} entries and there are {newest.Size}: the end was removed, or an old backup restored.",
                newest.Size + 1, known.Size));
        else if (await TreeRoot.Of(known.Size, new TileNodes(tiles, newest.Size), cancellation) != known.Root)
            findings.Add(new Finding(
                "log.rewritten", $"此前的 {known.Size} 条与现在的不同：历史被改写",
                $"The first {known.Size} entries are others than they were: history was rewritten.", 1, known.Size));
    }

    /// <returns>Null where the log does not give its entries to this caller.</returns>
    private async Task<long?> Entries(
        long from, Checkpoint newest, CheckedTiles tiles, Findings findings, CancellationToken cancellation)
    {
        var hashed = 0L;
        for (var index = from / EntryBundle.Entries; index * EntryBundle.Entries < newest.Size; index++)
        {
            var width = TileAddress.WidthAt(0, index, newest.Size);
            var first = index * EntryBundle.Entries;
            var hashes = await tiles.Read(new TileAddress(0, index, width), cancellation)
                ?? throw new OutsideException($"Tile {index} of level 0 is not there.");
            ReadOnlyMemory<byte>? bundle;
            try
            {
                bundle = await log.Read(TileAddress.Entries(index, width), cancellation);
            }
            catch (OutsideForbiddenException)
            {
                return null;
            }

            if (bundle is not { } given || !EntryBundle.TryRead(given, out var entries) || entries.Count < width)
            {
                findings.Add(new Finding(
                    "entries.missing", "这一束原始记录缺失或残缺", "This bundle of entries is missing or cut short.", first + 1, first + width));
                continue;
            }

            for (var at = 0; at < width; at++)
            {
                if (TreeHasher.Leaf(entries[at].Span) != new TreeHash(hashes.Span.Slice(at * TreeHash.Bytes, TreeHash.Bytes)))
                    findings.Add(new Finding(
                        "entry.changed", "原始记录与封存时的散列不符", "The entry is not what was sealed.", first + at + 1));
            }

            hashed += width;
            progress?.Report(new VerificationProgress(first + width, newest.Size));
        }

        return hashed;
    }
}
