namespace Ledger.Sealing;

/// <summary>The limits of sealing, each with its unit, and its defaults.</summary>
public static class SealingLimits
{
    /// <summary>Leaves sealed in one transaction, at most; a longer log is sealed in several.</summary>
    public const int LeavesPerSeal = 16_384;

    /// <summary>Events that wait before a checkpoint is signed without waiting longer; LEDGER_SEAL_EVENTS overrides it.</summary>
    public const int EventsPerCheckpoint = 4_096;

    /// <summary>How long an event waits for its checkpoint at most, seconds; LEDGER_SEAL_SECONDS overrides it.</summary>
    public const double SecondsPerCheckpoint = 1;

    /// <summary>How long the sealer waits for an event at a stretch before it looks around once more.</summary>
    public static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(10);

    /// <summary>Levels of tiles: 256 to the power of 8 leaves is more than positions can count.</summary>
    public const int TileLevels = 8;

    /// <summary>Full tiles kept in memory, each 8 KB.</summary>
    public const int TilesInMemory = 512;

    /// <summary>Roots kept in memory, by size.</summary>
    public const int RootsInMemory = 4_096;

    /// <summary>Unsealed leaves hashed for one root, at most; past that the answer waits for the sealer.</summary>
    public const int UnsealedLeavesPerRoot = 50_000;

    /// <summary>Keys that may sign at once: the one in use, and the one it is replaced by.</summary>
    public const int SigningKeys = 4;
}
