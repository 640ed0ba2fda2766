namespace Ledger.Domain.Kernel;

/// <summary>The ids of streams: readable, and never with anything personal in them.</summary>
public static class StreamIds
{
    public const string InstitutionPrefix = "institution-";
    public const string DecisionPrefix = "decision-";
    public const string ListPrefix = "list-";
    public const string CreditsPrefix = "credits-";
    public const string ImportPrefix = "import-";
    public const string EditionPrefix = "edition-";

    public static string Institution(string institution) => InstitutionPrefix + institution;

    public static string Decision(string decision) => DecisionPrefix + decision;

    public static string List(string list) => ListPrefix + list;

    /// <summary><c>credits-2024-{person as 32 hexadecimal characters}</c>: one stream for a person and a year.</summary>
    public static string Credits(int year, Guid person) => $"{CreditsPrefix}{year:D4}-{person:N}";

    public static string Import(string import) => ImportPrefix + import;

    /// <summary><c>edition-2024</c>: the published statistics of a year.</summary>
    public static string Edition(int year) => $"{EditionPrefix}{year:D4}";

    /// <summary>The kind of thing whose life a stream is, for the store's type column: the word before the first hyphen.</summary>
    public static string TypeOf(string streamId) => streamId[..Math.Max(streamId.IndexOf('-', StringComparison.Ordinal), 0)];
}
