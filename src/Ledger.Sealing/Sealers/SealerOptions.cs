namespace Ledger.Sealing.Sealers;

/// <summary>When a checkpoint is signed: as soon as so many events wait, or one has waited so long.</summary>
/// <param name="Events">LEDGER_SEAL_EVENTS.</param>
/// <param name="Longest">LEDGER_SEAL_SECONDS.</param>
public sealed record SealerOptions(int Events, TimeSpan Longest)
{
    public static SealerOptions Default { get; } =
        new(SealingLimits.EventsPerCheckpoint, TimeSpan.FromSeconds(SealingLimits.SecondsPerCheckpoint));
}
