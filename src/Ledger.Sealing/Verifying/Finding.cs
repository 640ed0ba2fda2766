namespace Ledger.Sealing.Verifying;

/// <summary>Something that is not as it was signed, or not as it must be. One of these, and the ledger has not passed.</summary>
/// <param name="Code">Stable, for scripts: <c>event.changed</c>.</param>
/// <param name="Zh">What is wrong, for people.</param>
/// <param name="En">The same in English.</param>
/// <param name="Position">Of the event concerned, or the first of several.</param>
/// <param name="ToPosition">Of the last of several; null where it is one.</param>
/// <param name="Stream">Whose event it is.</param>
/// <param name="Object">What else is concerned: a table, a trigger, a tile, a file.</param>
public sealed record Finding(
    string Code, string Zh, string En, long? Position = null, long? ToPosition = null, string? Stream = null, string? Object = null);

/// <summary>Findings as they come, each kind no more often than anybody will read; the rest are counted.</summary>
public sealed class Findings
{
    /// <summary>Findings of one kind that are told one by one.</summary>
    public const int ToldOfOneKind = 100;

    private readonly List<Finding> told = [];
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public IReadOnlyList<Finding> Told => told;

    /// <summary>How many there are of each kind, told or not.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    public bool None => counts.Count == 0;

    public void Add(Finding finding)
    {
        var count = counts.GetValueOrDefault(finding.Code) + 1;
        counts[finding.Code] = count;
        if (count <= ToldOfOneKind)
            told.Add(finding);
    }
}
