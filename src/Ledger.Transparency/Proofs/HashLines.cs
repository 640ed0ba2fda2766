using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Proofs;

/// <summary>Proofs as every C2SP text writes them: a hash a line, in base64.</summary>
internal static class HashLines
{
    /// <param name="firstLine">The number of the first line, for what is said of a problem.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? TryRead(ReadOnlySpan<string> lines, int firstLine, out TreeHash[] hashes)
    {
        hashes = [];
        if (lines.Length > ProofLimits.Hashes)
            return $"The proof has {lines.Length} hashes; no tree needs more than {ProofLimits.Hashes}.";
        var read = new TreeHash[lines.Length];
        for (var at = 0; at < lines.Length; at++)
        {
            if (!TreeHash.TryFromBase64(lines[at], out read[at]))
                return $"Line {firstLine + at} is not a hash of {TreeHash.Bytes} bytes in canonical base64.";
        }

        hashes = read;
        return null;
    }
}
