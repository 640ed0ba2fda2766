namespace Ledger.Domain.CreditAccounts;

/// <summary>The limits of an account, each with its unit.</summary>
public static class CreditLimits
{
    /// <summary>Entries in one account, of all states. Ten a working week; more is a file that names one person for many.</summary>
    public const int EntriesPerAccount = 500;

    /// <summary>Length of one participation, days. A doctorate part-time takes up to eight years.</summary>
    public const int ParticipationDays = 3_000;
}
