namespace Ledger.EventStore.Protection;

/// <summary>Something about what the database itself refuses that is not as it should be.</summary>
/// <param name="Object">Which trigger, function, table, role or setting.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Mend">How it is mended, as whoever owns the database.</param>
/// <param name="Weight">Whether something was taken away or was never there.</param>
public sealed record ProtectionFinding(string Object, string Problem, string Mend, FindingWeight Weight);

public enum FindingWeight
{
    /// <summary>The ledger stands on a server or a login that lets it refuse less than it could.</summary>
    Weak,

    /// <summary>What the migrations made is not there as they made it, or somebody has been given more than they gave. What was recorded
    /// meanwhile may have been changed: the tree says whether.</summary>
    Broken,
}
