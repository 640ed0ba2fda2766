namespace Ledger.Domain.Editions;

public static class EditionLimits
{
    /// <summary>Figures told one by one in a restatement; all are counted. The fact stays well under the store's limit.</summary>
    public const int ChangesTold = 200;

    /// <summary>Versions of a projection, at most: far more than there will be.</summary>
    public const int ProjectionVersion = 10_000;
}
