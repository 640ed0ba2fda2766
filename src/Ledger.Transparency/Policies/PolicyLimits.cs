namespace Ledger.Transparency.Policies;

/// <summary>The limits of trust policies, each with its unit. C2SP tlog-policy asks for no fewer than 32 of each kind.</summary>
public static class PolicyLimits
{
    public const int Logs = 256;
    public const int Witnesses = 256;
    public const int Groups = 256;

    /// <summary>A whole file, bytes.</summary>
    public const int FileBytes = 1024 * 1024;
}
