using System.Text;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Witnesses;

/// <summary>
/// Cosigns a log's checkpoints as long as each is consistent with the one before (C2SP tlog-witness). It keeps no entries, and knows of a
/// log no more than its keys and its latest head.
/// </summary>
public sealed class Witness
{
    private readonly SigningKey cosigner;
    private readonly IWitnessMemory memory;
    private readonly TimeProvider time;
    private readonly Dictionary<string, WitnessedLog> logs;
    private readonly Dictionary<string, string> originsByHash;

    /// <exception cref="ArgumentException">The key is no cosigner's, a log has no keys, or an origin is there twice.</exception>
    public Witness(SigningKey cosigner, IReadOnlyList<WitnessedLog> logs, IWitnessMemory memory, TimeProvider time)
    {
        if (!cosigner.Verifier.IsCosigner)
            throw new ArgumentException($"{cosigner.Verifier.Name} is not a cosigner's key.", nameof(cosigner));
        if (logs.Any(log => log.Keys.Count == 0))
            throw new ArgumentException("A log that is witnessed has a key at least.", nameof(logs));
        (this.cosigner, this.memory, this.time) = (cosigner, memory, time);
        this.logs = logs.ToDictionary(log => log.Origin, StringComparer.Ordinal);
        originsByHash = logs.ToDictionary(log => OriginHash.Of(log.Origin), log => log.Origin, StringComparer.Ordinal);
    }

    public VerifierKey Verifier => cosigner.Verifier;

    /// <summary>POST add-checkpoint.</summary>
    /// <exception cref="WitnessMemoryException">Nothing was signed, or what was signed is not given out.</exception>
    public async Task<WitnessAnswer> AddCheckpoint(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (!AddCheckpointRequest.TryParse(body.Span, out var request, out var problem)
            || !Checkpoint.TryParse(request.Checkpoint.Text, out var checkpoint, out problem))
            return Refused(WitnessAnswer.BadRequest, problem);
        if (!logs.TryGetValue(checkpoint.Origin, out var log))
            return Refused(WitnessAnswer.NotFound, "This witness does not know the log of this origin.");
        var signed = request.Checkpoint.Verify(log.Keys);
        if (!signed.Holds)
            return Refused(WitnessAnswer.Forbidden, signed.Problem!);
        if (Encoding.UTF8.GetByteCount(checkpoint.Text) > WitnessLimits.CheckpointBytes)
            return Refused(WitnessAnswer.BadRequest, $"The text of the checkpoint is longer than {WitnessLimits.CheckpointBytes} bytes.");
        if (request.OldSize > checkpoint.Size)
            return Refused(WitnessAnswer.BadRequest, $"The old size {request.OldSize} is above the size {checkpoint.Size}.");
        return await memory.Exchange(log.Origin, latest => Step(latest, request, checkpoint, signed), cancellation);
    }

    /// <summary>GET (origin hash)/checkpoint: the latest that was cosigned, with the log's signatures and the cosignature.</summary>
    public async Task<WitnessAnswer> Latest(string originHash, CancellationToken cancellation)
    {
        var latest = originsByHash.TryGetValue(originHash, out var origin) ? await memory.Recall(origin, cancellation) : null;
        return latest is null
            ? Refused(WitnessAnswer.NotFound, "This witness has cosigned no checkpoint of such a log.")
            : WitnessAnswer.Text(WitnessAnswer.Ok, latest.Note.Write());
    }

    private WitnessStep Step(WitnessState? latest, AddCheckpointRequest request, Checkpoint checkpoint, NoteVerdict signed)
    {
        var known = latest?.Checkpoint.Size ?? 0;
        if (request.OldSize != known)
            return new WitnessStep(null, WitnessAnswer.OfSize(known));
        if (Inconsistency(latest?.Checkpoint, request, checkpoint) is { } problem)
            return new WitnessStep(null, Refused(WitnessAnswer.Unprocessable, problem));

        // What was said at a time stays the largest tree of that time, should the clock be set back.
        var now = time.GetUtcNow();
        var at = latest?.CosignedAt > now ? latest.CosignedAt : now;
        var cosignature = Cosignature.Sign(cosigner, checkpoint.Text, at);
        var before = signed.Verified.DistinctBy(one => one.Key).Select(one => one.Signature);
        var note = SignedNote.Of(checkpoint.Text, [.. before, cosignature]);
        return new WitnessStep(
            new WitnessState(checkpoint, note, DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds())),
            WitnessAnswer.Text(WitnessAnswer.Ok, cosignature.Line + "\n"));
    }

    private static string? Inconsistency(Checkpoint? latest, AddCheckpointRequest request, Checkpoint checkpoint)
    {
        if (checkpoint.Size == 0 && checkpoint.Root != TreeHasher.Empty)
            return "A tree of size 0 has the hash of nothing as its root (RFC 6962 section 2.1).";
        if (request.OldSize == 0)
            return request.Proof.Count == 0 ? null : "From size 0 the proof is empty.";
        if (request.OldSize == checkpoint.Size && checkpoint.Root != latest!.Root)
            return "At this size the log has shown another root before.";
        var proof = ConsistencyProof.Verify(request.OldSize, checkpoint.Size, latest!.Root, checkpoint.Root, request.Proof);
        return proof.Problem;
    }

    private static WitnessAnswer Refused(int status, string problem) => WitnessAnswer.Text(status, problem + "\n");
}

/// <param name="Origin">The first line of its checkpoints.</param>
/// <param name="Keys">Any of which its checkpoints are signed with; their names may differ from the origin.</param>
public sealed record WitnessedLog(string Origin, IReadOnlyList<VerifierKey> Keys);
