using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Proofs;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Witnesses;

/// <summary>What a log sends to a witness (C2SP tlog-witness, "add-checkpoint").</summary>
/// <param name="OldSize">The size that the witness cosigned last, as the log believes; 0 when it never did.</param>
/// <param name="Proof">The RFC 6962 consistency proof from there to the checkpoint; empty from 0.</param>
/// <param name="Checkpoint">Signed by the log.</param>
public sealed record AddCheckpointRequest(long OldSize, IReadOnlyList<TreeHash> Proof, SignedNote Checkpoint)
{
    /// <summary>Below the submission prefix.</summary>
    public const string Path = "/add-checkpoint";

    private const string OldHead = "old ";

    public static bool TryParse(
        ReadOnlySpan<byte> body, [NotNullWhen(true)] out AddCheckpointRequest? request, [NotNullWhen(false)] out string? problem)
    {
        request = null;
        if (body.Length > WitnessLimits.BodyBytes)
            problem = $"The body is longer than {WitnessLimits.BodyBytes} bytes.";
        else if (!NoteText.TryDecode(body, out var text))
            problem = "The body is not valid UTF-8.";
        else
            return (problem = Read(text, out request)) is null;
        return false;
    }

    public string Write()
    {
        var body = new StringBuilder(OldHead).Append(DecimalText.Write(OldSize)).Append('\n');
        foreach (var hash in Proof)
            body.Append(hash.ToBase64()).Append('\n');
        return body.Append('\n').Append(Checkpoint.Write()).ToString();
    }

    private static string? Read(string body, out AddCheckpointRequest? request)
    {
        request = null;
        var divide = body.IndexOf("\n\n", StringComparison.Ordinal);
        if (divide < 0)
            return "The body has no empty line between the proof and the checkpoint.";
        var lines = body[..divide].Split('\n');
        if (!lines[0].StartsWith(OldHead, StringComparison.Ordinal) || !DecimalText.TryRead(lines[0][OldHead.Length..], out var oldSize))
            return "The first line is not 'old' and a decimal number without leading zeroes.";
        if (HashLines.TryRead(lines.AsSpan(1), firstLine: 2, out var proof) is { } problem)
            return problem;
        if (!SignedNote.TryParse(body[(divide + 2)..], out var checkpoint, out problem))
            return problem;
        request = new AddCheckpointRequest(oldSize, proof, checkpoint);
        return null;
    }
}
