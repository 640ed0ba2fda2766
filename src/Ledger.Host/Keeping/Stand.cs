namespace Ledger.Host.Keeping;

/// <summary>
/// Where the ledger stands, as far as the bytes of an answer about now can depend on it. Two equal stands of one database give the same
/// answer to the same question on the same day.
/// </summary>
/// <param name="Version">Of the directory's rows.</param>
/// <param name="Position">To which the directory is folded.</param>
/// <param name="FoldedAt">
/// When it came to that position: after a failover that lost its last events, the same position is come to at another time.
/// </param>
/// <param name="Head">The last position recorded.</param>
/// <param name="SealedTo">The size of the newest checkpoint.</param>
/// <param name="Divisions">Tells one load of the division codes from another; null where none was loaded.</param>
public sealed record Stand(int Version, long Position, DateTime? FoldedAt, long Head, long SealedTo, string? Divisions)
{
    /// <summary>What a search of the directory depends on: its rows and nothing else.</summary>
    public Stand OfDirectory() => this with { Head = 0, SealedTo = 0, Divisions = null };

    /// <summary>
    /// What an institution depends on: the directory's rows, and whether its own stream has facts that are not among them. Where every
    /// fact is folded it has none, and the head says nothing further.
    /// </summary>
    public Stand OfInstitution() => this with { Head = Head == Position ? 0 : Head, SealedTo = 0, Divisions = null };

    /// <summary>What a page depends on, which shows streams, the list of division codes and how far all of it is sealed.</summary>
    public Stand OfPage() => this;
}
