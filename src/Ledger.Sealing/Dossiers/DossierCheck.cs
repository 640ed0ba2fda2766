using System.Security.Cryptography;
using System.Text;
using Ledger.Sealing.Verifying;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Dossiers;

/// <param name="Manifest">Null where it could not be read.</param>
/// <param name="Entries">Entries that were proven to be in the log.</param>
public sealed record DossierReport(DossierManifest? Manifest, long Entries, Findings Findings);

/// <summary>
/// Checks a dossier with nothing but its files and what is trusted: the manifest's signature, every file's digest and that there is none
/// beside them, the checkpoint, a proof for each entry, and that each stream has its versions from 1 on, in order, once.
/// </summary>
public sealed class DossierCheck(string folder, TrustPolicy policy, IReadOnlyList<VerifierKey> logKeys)
{
    private readonly Findings findings = new();

    public DossierReport Run(CancellationToken cancellation)
    {
        if (Manifest() is not { } manifest)
            return new DossierReport(null, 0, findings);
        Files(manifest, cancellation);
        var note = CheckpointNote(manifest);
        var entries = note is null ? 0 : new DossierEntries(folder, manifest, note, policy, findings).Run(cancellation);
        return new DossierReport(manifest, entries, findings);
    }

    private DossierManifest? Manifest()
    {
        if (Bytes(DossierFiles.Manifest) is not { } bytes)
            return null;
        if (!SignedNote.TryParse(bytes, out var note, out var problem)
            || !DossierManifest.TryParse(note.Text, out var manifest, out problem))
            return Add<DossierManifest>(
                "manifest.invalid", $"清单不成立：{problem}", $"The manifest does not hold: {problem}", DossierFiles.Manifest);
        var verdict = note.Verify(logKeys.Where(key => key.Name == manifest.Origin));
        return verdict.Holds
            ? manifest
            : Add<DossierManifest>(
                "manifest.unsigned", $"清单没有受信任的签名：{verdict.Problem}", $"No trusted key has signed the manifest: {verdict.Problem}",
                DossierFiles.Manifest);
    }

    private void Files(DossierManifest manifest, CancellationToken cancellation)
    {
        if (Bytes(DossierFiles.Digests) is not { } digests)
            return;
        if (Convert.ToHexStringLower(SHA256.HashData(digests)) != manifest.Digest)
            Add("file.changed", "文件的摘要与清单不符", "The file is not what the manifest says.", DossierFiles.Digests);
        var listed = new HashSet<string>(StringComparer.Ordinal) { DossierFiles.Manifest, DossierFiles.Digests };
        var lines = Encoding.UTF8.GetString(digests).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length != manifest.Files)
            Add(
                "files.count", $"清单记有 {manifest.Files} 个文件，列出 {lines.Length} 个",
                $"The manifest says {manifest.Files} files; {lines.Length} are listed.", DossierFiles.Digests);
        foreach (var line in lines)
        {
            cancellation.ThrowIfCancellationRequested();
            var (digest, name) = line.Length > 66 && line[64..66] == "  " ? (line[..64], line[66..]) : ("", line);
            if (listed.Add(name))
                Digest(digest, name);
            else
                Add("file.twice", "文件被列出两次", "The file is listed twice.", name);
        }

        foreach (var (name, isLink) in There())
        {
            if (isLink)
                Add("file.link", "是链接而不是文件", "It is a link and not a file.", name);
            else if (!listed.Contains(name))
                Add("file.extra", "文件未列入清单", "The file is not listed.", name);
        }
    }

    private void Digest(string digest, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
        {
            Add("file.missing", "文件缺失", "The file is missing.", name);
            return;
        }

        using var file = File.OpenRead(path);
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != digest)
            Add("file.changed", "文件的摘要与清单不符", "The file is not what the manifest says.", name);
    }

    /// <summary>Every file, by name, without following a link: it may lead anywhere.</summary>
    private IEnumerable<(string Name, bool IsLink)> There()
    {
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        while (folders.TryPop(out var one))
        {
            foreach (var entry in one.EnumerateFileSystemInfos())
            {
                var isLink = entry.LinkTarget is not null;
                if (entry is DirectoryInfo inner && !isLink)
                    folders.Push(inner);
                else
                    yield return (Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/'), isLink);
            }
        }
    }

    /// <summary>The checkpoint, when it is signed as the policy asks and goes on from where the dossier stands.</summary>
    private SignedNote? CheckpointNote(DossierManifest manifest)
    {
        if (Bytes(DossierFiles.Checkpoint) is not { } bytes)
            return null;
        string? problem = null;
        if (!SignedNote.TryParse(bytes, out var note, out var malformed)
            || !Checkpoint.TryParse(note.Text, out var checkpoint, out malformed)
            || (problem = policy.Judge(note).Problem) is not null)
            return Add<SignedNote>(
                "checkpoint.invalid", $"封存点不成立：{problem ?? malformed}", $"The checkpoint does not hold: {problem ?? malformed}",
                DossierFiles.Checkpoint);
        if (checkpoint.Origin != manifest.Origin || checkpoint.Size != manifest.Checkpoint)
            return Add<SignedNote>(
                "checkpoint.other", "封存点不是清单所说的那一个", "It is not the checkpoint that the manifest names.", DossierFiles.Checkpoint);
        var verdict = ConsistencyProof.Verify(manifest.KnownAt, checkpoint.Size, manifest.Root, checkpoint.Root, manifest.Consistency);
        if (!verdict.Holds)
            Add(
                "root.differs", $"清单的根与封存点不一致：{verdict.Problem}",
                $"The manifest's root does not lead to the checkpoint: {verdict.Problem}", DossierFiles.Manifest);
        return note;
    }

    private byte[]? Bytes(string name)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
            return Add<byte[]>("file.missing", "文件缺失", "The file is missing.", name);
        return file.Length <= DossierFiles.MostBytesInMemory
            ? File.ReadAllBytes(file.FullName)
            : Add<byte[]>("file.too-large", "文件过大", "The file is too large.", name);
    }

    private T? Add<T>(string code, string zh, string en, string file) where T : class
    {
        Add(code, zh, en, file);
        return null;
    }

    private void Add(string code, string zh, string en, string file) => findings.Add(new Finding(code, zh, en, Object: file));
}
