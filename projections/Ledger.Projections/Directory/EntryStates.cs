using Ledger.Domain.Institutions;

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

    public static string Word(ListingKind kind) => kind switch
    {
        ListingKind.Public => "public",
        ListingKind.Professional => "professional",
        _ => "online",
    };

    public static EntryStatus Parse(string word) => word switch
    {
        "listed" => EntryStatus.Listed,
        "delisted" => EntryStatus.Delisted,
        _ => EntryStatus.Absent,
    };
}
