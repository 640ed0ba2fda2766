using System.Security.Cryptography;
using System.Text;
using Ledger.EventStore;
using Ledger.Sealing.Keys;
using Ledger.Sealing.Leaves;
using Ledger.Sealing.Reading;
using Ledger.Sealing.Tables;
using Ledger.Transparency.Notes;

namespace Ledger.Sealing.Dossiers;

/// <summary>What a dossier is asked to hold.</summary>
/// <param name="Subject">The stream that it is about, which is one of <paramref name="Streams"/>.</param>
/// <param name="Streams">Whose events, all of them up to <paramref name="KnownAt"/>.</param>
/// <param name="Report">The report for people, HTML in UTF-8.</param>
/// <param name="Documents">Files to put in, each under its SHA-256.</param>
/// <param name="MissingDocuments">Pieces of evidence that the facts name and nobody gave.</param>
public sealed record DossierRequest(
    string Subject, IReadOnlyList<StreamSlice> Streams, DateOnly? ValidAt, long KnownAt, ReadOnlyMemory<byte> Report,
    IReadOnlyList<DossierDocument> Documents, long MissingDocuments);

/// <param name="Path">Where it is now.</param>
/// <param name="Sha256">64 lower-case hexadecimal characters.</param>
public sealed record DossierDocument(string Path, string Sha256);

/// <summary>
/// Writes a dossier into an empty folder: the leaves of some streams, a proof for each, the checkpoint they are proven against, a report,
/// and a signed manifest with counts and digests. Whoever gets it needs the log's public key and nothing else.
/// </summary>
public sealed class DossierWriter(SealedLog log, LogKeys keys, TimeProvider time)
{
    /// <exception cref="SealingException">An event is not sealed yet, or there are too many.</exception>
    public async Task<DossierManifest> Write(DossierRequest request, string folder, CancellationToken cancellation)
    {
        var events = request.Streams.SelectMany(stream => stream.Events).OrderBy(recorded => recorded.Position).ToList();
        if (events.Count > DossierFiles.MostEntries)
            throw new SealingException($"{events.Count} events are more than the {DossierFiles.MostEntries} of one dossier.");
        var checkpoint = await log.Covering(request.KnownAt, cancellation)
            ?? throw new SealingException($"Position {request.KnownAt} is not sealed yet: ledger log seal, then again.");
        var root = await log.Roots.At(request.KnownAt, cancellation)
            ?? throw new SealingException($"Position {request.KnownAt} is not sealed yet: ledger log seal, then again.");

        var files = new DossierFolder(folder);
        await files.Write(DossierFiles.Checkpoint, Encoding.UTF8.GetBytes(checkpoint.Note), cancellation);
        await files.Write(DossierFiles.Report, request.Report, cancellation);
        await files.Write(DossierFiles.Entries, Lines(events), cancellation);
        await Proofs(files, events, checkpoint, cancellation);
        foreach (var document in request.Documents)
            await files.Copy($"{DossierFiles.Documents}/{document.Sha256}{Extension(document.Path)}", document.Path, cancellation);

        var (digests, count) = files.Digests();
        await files.Write(DossierFiles.Digests, digests, cancellation);
        var manifest = new DossierManifest(
            log.Identity.Origin, log.Identity.Source, request.Subject, request.ValidAt, request.KnownAt, root, checkpoint.Size,
            await log.Consistency(request.KnownAt, checkpoint.Size, cancellation),
            [.. request.Streams.Select(stream => new DossierStream(stream.StreamId, stream.Version))],
            events.Count, count, Convert.ToHexStringLower(SHA256.HashData(digests)), request.MissingDocuments, time.GetUtcNow());
        var note = SignedNote.Sign(manifest.Text, keys.Current());
        await files.Write(DossierFiles.Manifest, Encoding.UTF8.GetBytes(note.Write()), cancellation);
        return manifest;
    }

    private byte[] Lines(IReadOnlyList<RecordedEvent> events)
    {
        var leaves = new LeafWriter(log.Identity.Source);
        using var lines = new MemoryStream();
        foreach (var recorded in events)
        {
            lines.Write(leaves.Write(recorded));
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private async Task Proofs(
        DossierFolder files, IReadOnlyList<RecordedEvent> events, StoredCheckpoint checkpoint, CancellationToken cancellation)
    {
        foreach (var recorded in events)
        {
            var proof = await log.Proof(recorded.Position, checkpoint, cancellation);
            await files.Write(DossierFiles.Proof(recorded.Position), Encoding.UTF8.GetBytes(proof.Write()), cancellation);
        }
    }

    /// <summary>So that a document opens in what it was made with; anything unusual in a name is left out.</summary>
    private static string Extension(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return extension.Length is > 1 and <= 8 && extension.AsSpan(1).IndexOfAnyExcept(LettersAndDigits) < 0 ? extension : "";
    }

    private static readonly System.Buffers.SearchValues<char> LettersAndDigits =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
}
