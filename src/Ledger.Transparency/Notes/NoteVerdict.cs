namespace Ledger.Transparency.Notes;

/// <summary>What the known keys say of a note.</summary>
/// <param name="Problem">Why its text is to be ignored; null when at least one known key signed it, and none falsely.</param>
/// <param name="Verified">The signatures of known keys, in the order of the note; empty when there is a problem.</param>
public sealed record NoteVerdict(string? Problem, IReadOnlyList<VerifiedSignature> Verified)
{
    public bool Holds => Problem is null;

    internal static NoteVerdict Refused(string problem) => new(problem, []);
}

/// <param name="CosignedAt">When a cosigner signed, as it says itself; null for other keys.</param>
public sealed record VerifiedSignature(VerifierKey Key, NoteSignature Signature, DateTimeOffset? CosignedAt);
