using Ledger.Transparency.Notes;
using Ledger.Transparency.Proofs;

namespace Ledger.Transparency.Witnesses;

/// <summary>The limits of the witness protocol, each with its unit.</summary>
public static class WitnessLimits
{
    /// <summary>The body of an add-checkpoint request, bytes: a checkpoint, and 64 lines before it.</summary>
    public const int BodyBytes = NoteLimits.NoteBytes + (64 * (ProofLimits.Hashes + 1));

    /// <summary>The text of a checkpoint that is cosigned and kept, bytes: three lines, and what extensions a log may have.</summary>
    public const int CheckpointBytes = 64 * 1024;

    /// <summary>How long a request waits for another process that works on the same log.</summary>
    public static TimeSpan LockPatience { get; } = TimeSpan.FromSeconds(10);
}
