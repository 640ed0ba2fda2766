using System.Globalization;
using System.Text.Json;
using Ledger.Sealing.Verifying;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;
using Ledger.Transparency.Proofs;

namespace Ledger.Sealing.Dossiers;

/// <summary>
/// Goes through the entries of a dossier: each proven to be in the log at the place that it says itself, each stream whole, nothing twice
/// and nothing out of order.
/// </summary>
internal sealed class DossierEntries(
    string folder, DossierManifest manifest, SignedNote checkpoint, TrustPolicy policy, Findings findings)
{
    private readonly Dictionary<string, long> versions =
        manifest.Streams.ToDictionary(stream => stream.Id, _ => 0L, StringComparer.Ordinal);
    private readonly string signed = checkpoint.Write();

    /// <returns>How many were proven.</returns>
    public long Run(CancellationToken cancellation)
    {
        var path = Path.Combine(folder, DossierFiles.Entries);
        if (!File.Exists(path))
            return 0; // Told already, among the files.
        var (lines, proven, last) = (0L, 0L, 0L);
        foreach (var line in Lines(path))
        {
            cancellation.ThrowIfCancellationRequested();
            lines++;
            if (Read(line) is not { } entry)
            {
                Add("entry.invalid", $"第 {lines} 行不是账本的记录", $"Line {lines} is no entry of a log.", null, null);
                continue;
            }

            if (entry.Position <= last)
                Add("entry.order", "记录重复或次序颠倒", "The entry stands twice, or out of order.", entry.Position, entry.Stream);
            last = Math.Max(last, entry.Position);
            Place(entry);
            if (Prove(line, entry))
                proven++;
        }

        if (lines != manifest.Entries)
            Add(
                "entries.count", $"清单记有 {manifest.Entries} 条，实有 {lines} 条",
                $"The manifest says {manifest.Entries} entries; there are {lines}.", null, null);
        foreach (var stream in manifest.Streams.Where(stream => versions[stream.Id] != stream.Version))
            Add(
                "stream.cut", $"清单记至版本 {stream.Version}，实至版本 {versions[stream.Id]}",
                $"The manifest says version {stream.Version}; the entries end at {versions[stream.Id]}.", null, stream.Id);
        return proven;
    }

    /// <summary>Bytes between line feeds: canonical JSON has none inside.</summary>
    private static IEnumerable<byte[]> Lines(string path)
    {
        var bytes = File.ReadAllBytes(path);
        for (int from = 0, to; from < bytes.Length; from = to + 1)
        {
            to = Array.IndexOf(bytes, (byte)'\n', from);
            to = to < 0 ? bytes.Length : to;
            yield return bytes[from..to];
        }
    }

    private static Entry? Read(byte[] line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return new Entry(
                long.Parse(root.GetProperty("sequence").GetString()!, NumberStyles.None, CultureInfo.InvariantCulture),
                root.GetProperty("subject").GetString()!,
                root.GetProperty("streamversion").GetInt64(),
                root.GetProperty("source").GetString()!);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FormatException or InvalidOperationException
            or ArgumentNullException or OverflowException)
        {
            return null;
        }
    }

    private void Place(Entry entry)
    {
        if (entry.Source != manifest.Source)
            Add("entry.other-source", "记录来自另一个账本", "The entry is from another ledger.", entry.Position, entry.Stream);
        if (entry.Position > manifest.KnownAt)
            Add("entry.later", "记录晚于卷宗所截止的位置", "The entry is later than the dossier.", entry.Position, entry.Stream);
        if (!versions.TryGetValue(entry.Stream, out var before))
            Add(
                "entry.other-stream", "记录不属于清单所列的任何流", "The entry is of a stream that the manifest does not name.",
                entry.Position, entry.Stream);
        else if (entry.Version != before + 1)
            Add(
                "stream.hole", $"版本 {before} 之后是版本 {entry.Version}", $"After version {before} comes version {entry.Version}.",
                entry.Position, entry.Stream);
        versions[entry.Stream] = entry.Version;
    }

    private bool Prove(byte[] line, Entry entry)
    {
        var path = Path.Combine(folder, DossierFiles.Proof(entry.Position));
        if (!File.Exists(path) || new FileInfo(path).Length > DossierFiles.MostBytesInMemory)
            return Add("proof.missing", "缺少验证材料", "Its proof is missing.", entry.Position, entry.Stream);
        if (!ProofFile.TryParse(File.ReadAllBytes(path), out var proof, out var problem))
            return Add("proof.invalid", $"验证材料不成立：{problem}", $"Its proof does not hold: {problem}", entry.Position, entry.Stream);
        if (proof.Checkpoint.Write() != signed)
            return Add("proof.other-checkpoint", "验证材料针对另一个封存点", "Its proof is against another checkpoint.", entry.Position, entry.Stream);
        if (proof.Index != entry.Position - 1)
            return Add("proof.other-entry", "验证材料属于另一条记录", "Its proof is of another entry.", entry.Position, entry.Stream);
        var verdict = proof.Verify(line, policy);
        var problems = string.Join(" ", verdict.Problems);
        return verdict.Holds || Add(
            "entry.unproven", $"记录不在所签的账本中：{problems}", $"The entry is not in the log that was signed: {problems}",
            entry.Position, entry.Stream);
    }

    private bool Add(string code, string zh, string en, long? position, string? stream)
    {
        findings.Add(new Finding(code, zh, en, position, Stream: stream, Object: position is null ? DossierFiles.Entries : null));
        return false;
    }

    private sealed record Entry(long Position, string Stream, long Version, string Source);
}
