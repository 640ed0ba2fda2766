namespace Ledger.Projections.Directory;

/// <summary>The words under which states and kinds stand in the tables.</summary>
internal static class EntryStates
{
    public const string Published = "published";

    public static string Word(EntryStatus status) => status switch
    {
        EntryStatus.Listed => "listed",
        EntryStatus.Delisted => "delisted",
        _ => "absent",
    };

    public static EntryStatus Parse(string word) => word switch
    {
        "listed" => EntryStatus.Listed,
        "delisted" => EntryStatus.Delisted,
        _ => EntryStatus.Absent,
    };
}
