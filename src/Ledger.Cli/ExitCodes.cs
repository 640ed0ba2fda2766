namespace Ledger.Cli;

/// <summary>How a verb ended, for scripts. They do not change: somebody's script reads them.</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>Refused by a rule, or problems were found in what was sent. What was said names them.</summary>
    public const int Problems = 1;

    /// <summary>The call itself is wrong: an unknown option, a file that is not there, a setting that cannot be.</summary>
    public const int Usage = 2;

    /// <summary>The database cannot be reached, started or used.</summary>
    public const int NoDatabase = 3;

    /// <summary>Stopped by a signal. What had been committed stays; the same call may be made again.</summary>
    public const int Cancelled = 130;
}
