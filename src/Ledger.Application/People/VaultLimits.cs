namespace Ledger.Application.People;

/// <summary>The limits of the vault, each with its unit.</summary>
public static class VaultLimits
{
    /// <summary>Identities resolved by one call.</summary>
    public const int IdentitiesPerCall = 10_000;

    /// <summary>A purpose given for opening a record, characters.</summary>
    public const int PurposeCharacters = 200;
}
