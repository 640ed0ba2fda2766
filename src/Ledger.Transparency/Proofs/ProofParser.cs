using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Proofs;

/// <summary>Takes a proof file apart (C2SP tlog-proof, "Format").</summary>
internal static class ProofParser
{
    private const string ExtraHead = "extra ";
    private const string IndexHead = "index ";

    /// <summary>What is wrong, or null.</summary>
    public static string? Read(string file, out ProofFile? proof)
    {
        proof = null;
        if (file.Length > ProofLimits.FileBytes)
            return $"The file is longer than {ProofLimits.FileBytes} bytes.";
        var divide = file.IndexOf("\n\n", StringComparison.Ordinal);
        if (divide < 0)
            return "The file has no empty line between the proof and its checkpoint.";

        var lines = file[..divide].Split('\n');
        if (lines[0] != ProofFile.FirstLine)
            return $"The first line is not {ProofFile.FirstLine}.";
        var next = 1;
        ReadOnlyMemory<byte>? extra = null;
        if (next < lines.Length && lines[next].StartsWith(ExtraHead, StringComparison.Ordinal))
        {
            if (!Base64.TryDecode(lines[next][ExtraHead.Length..], out var bytes) || bytes.Length > ProofLimits.ExtraBytes)
                return $"What follows 'extra' is not canonical base64 of at most {ProofLimits.ExtraBytes} bytes.";
            extra = bytes;
            next++;
        }

        if (next == lines.Length || !lines[next].StartsWith(IndexHead, StringComparison.Ordinal)
            || !DecimalText.TryRead(lines[next][IndexHead.Length..], out var index))
            return $"Line {next + 1} is not 'index' and a decimal number without leading zeroes.";
        if (HashLines.TryRead(lines.AsSpan(next + 1), next + 2, out var hashes) is { } problem)
            return problem;
        if (!SignedNote.TryParse(file[(divide + 2)..], out var checkpoint, out problem))
            return problem;
        if (!Checkpoint.TryParse(checkpoint.Text, out _, out problem))
            return problem;
        proof = new ProofFile(index, hashes, checkpoint, extra);
        return null;
    }
}
