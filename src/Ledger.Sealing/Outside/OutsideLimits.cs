namespace Ledger.Sealing.Outside;

/// <summary>The limits of a check from outside, each with its unit.</summary>
public static class OutsideLimits
{
    /// <summary>For one answer of the log.</summary>
    public static TimeSpan RequestTime { get; } = TimeSpan.FromSeconds(30);

    /// <summary>A checkpoint, bytes: with many cosignatures it is still short.</summary>
    public const int CheckpointBytes = 1_000_000;

    /// <summary>A bundle of entries, bytes: 256 of 65,535 and their lengths.</summary>
    public const int BundleBytes = 256 * (65_535 + 2);

    /// <summary>Tries of one request that was not answered.</summary>
    public const int Tries = 3;
}
