using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Policies;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Proofs;

/// <summary>
/// A proof that an entry stands in a log, whole in one file (C2SP tlog-proof): who has the entry and a policy needs nothing else to
/// check it, now or in years.
/// </summary>
/// <param name="Index">Which entry, counted from 0.</param>
/// <param name="Hashes">The RFC 6962 inclusion proof, from the leaf's sibling up.</param>
/// <param name="Checkpoint">The log's checkpoint, with what signatures it has.</param>
/// <param name="Extra">What the application put in. Nobody signed it: it is a hint and no evidence. Null when there is none.</param>
public sealed record ProofFile(long Index, IReadOnlyList<TreeHash> Hashes, SignedNote Checkpoint, ReadOnlyMemory<byte>? Extra = null)
{
    /// <summary>How such files are named.</summary>
    public const string Extension = ".tlog-proof";

    /// <summary>C2SP gives them no media type of their own; they are text.</summary>
    public const string MediaType = "text/plain; charset=utf-8";

    internal const string FirstLine = "c2sp.org/tlog-proof@v1";

    public static bool TryParse(
        ReadOnlySpan<byte> file, [NotNullWhen(true)] out ProofFile? proof, [NotNullWhen(false)] out string? problem)
    {
        proof = null;
        if (file.Length > ProofLimits.FileBytes)
            problem = $"The file is longer than {ProofLimits.FileBytes} bytes.";
        else if (!NoteText.TryDecode(file, out var text))
            problem = "The file is not valid UTF-8.";
        else
            return TryParse(text, out proof, out problem);
        return false;
    }

    public static bool TryParse(string file, [NotNullWhen(true)] out ProofFile? proof, [NotNullWhen(false)] out string? problem)
    {
        problem = ProofParser.Read(file, out proof);
        return problem is null;
    }

    public string Write()
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        if (Extra is { } extra)
            text.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        text.Append("index ").Append(DecimalText.Write(Index)).Append('\n');
        foreach (var hash in Hashes)
            text.Append(hash.ToBase64()).Append('\n');
        return text.Append('\n').Append(Checkpoint.Write()).ToString();
    }

    /// <param name="entry">The bytes that are said to stand in the log.</param>
    public ProofFileVerdict Verify(ReadOnlySpan<byte> entry, TrustPolicy policy) => Verify(TreeHasher.Leaf(entry), policy);

    /// <summary>The steps of C2SP tlog-proof, "Verifying a tlog proof", for a leaf hash that the caller computed.</summary>
    public ProofFileVerdict Verify(TreeHash leaf, TrustPolicy policy)
    {
        var trust = policy.Judge(Checkpoint);
        if (!Checkpoints.Checkpoint.TryParse(Checkpoint.Text, out var head, out var problem))
            return new ProofFileVerdict(trust, ProofVerdict.Refused(problem), leaf);
        return new ProofFileVerdict(trust, InclusionProof.Verify(leaf, Index, head.Size, Hashes, head.Root), leaf);
    }
}
