namespace Ledger.Domain.Kernel;

/// <summary>The limits of what may be said, each with its unit.</summary>
public static class Limits
{
    /// <summary>No fact of continuing education in these regimes is older.</summary>
    public static DateOnly EarliestDay { get; } = new(1980, 1, 1);

    /// <summary>Days are kept to four-digit years that a plan may reach.</summary>
    public static DateOnly LatestDay { get; } = new(2099, 12, 31);

    /// <summary>A name of an institution, host or activity, in characters as people count them (grapheme clusters).</summary>
    public const int NameGraphemes = 120;

    /// <summary>A reason, ground or finding, grapheme clusters.</summary>
    public const int ReasonGraphemes = 2_000;

    /// <summary>An id given by a caller, characters: letters, digits, hyphen.</summary>
    public const int IdCharacters = 64;

    /// <summary>Attachments named by one fact.</summary>
    public const int EvidencePerFact = 50;
}
