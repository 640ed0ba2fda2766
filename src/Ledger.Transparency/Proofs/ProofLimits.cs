using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Proofs;

/// <summary>The limits of proof files, each with its unit.</summary>
public static class ProofLimits
{
    /// <summary>Hashes of one inclusion or consistency proof: no tree of up to 2^63 - 1 leaves needs more.</summary>
    public const int Hashes = 63;

    /// <summary>What a proof file may carry for its application, bytes.</summary>
    public const int ExtraBytes = 64 * 1024;

    /// <summary>A whole file, bytes: its checkpoint, what it carries in base64, and its hashes.</summary>
    public const int FileBytes = NoteLimits.NoteBytes + (2 * ExtraBytes) + (64 * Hashes);
}
