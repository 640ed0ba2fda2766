namespace Ledger.EventStore;

/// <summary>The limits of the store, each with its unit.</summary>
public static class StoreLimits
{
    /// <summary>
    /// An event's body, bytes of UTF-8 JSON. A C2SP entry bundle holds 256 entries of at most 65,535 bytes; the envelope needs the rest.
    /// </summary>
    public const int EventBodyBytes = 60 * 1024;

    /// <summary>A stream's id, characters.</summary>
    public const int StreamIdCharacters = 200;

    /// <summary>An idempotency key, characters: a caller's key and who the caller is.</summary>
    public const int IdempotencyKeyCharacters = 300;

    /// <summary>Events in one <see cref="AppendRequest"/>.</summary>
    public const int EventsPerAppend = 1_000;

    /// <summary>Events in one bulk append, one transaction.</summary>
    public const int EventsPerBulkAppend = 200_000;

    /// <summary>Requests that travel together in one group commit.</summary>
    public const int RequestsPerGroup = 256;

    /// <summary>Tries of one transaction that the database ended for a deadlock or a serialization failure.</summary>
    public const int TriesPerTransaction = 5;

    /// <summary>An event's type, characters: the width of Marten's column.</summary>
    public const int EventTypeCharacters = 500;

    /// <summary>Actor, correlation and causation id, characters each.</summary>
    public const int MetadataCharacters = 200;

    /// <summary>Objects and arrays within each other in a body.</summary>
    public const int BodyDepth = 64;

    /// <summary>Requests that wait for the writer before further callers wait to be let in.</summary>
    public const int RequestsWaiting = 4_096;

    /// <summary>Events in one group commit: a group is closed once it has this many.</summary>
    public const int EventsPerGroup = 10_000;

    /// <summary>Events in one page of a read of everything; a page is one snapshot and stands in memory as a whole.</summary>
    public const int EventsPerPage = 1_000;

    /// <summary>
    /// How long a bulk append tries to come next to the head by a session of its own. Without one it waits for its turn as any other.
    /// </summary>
    public static readonly TimeSpan TryForTurn = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a bulk append that holds its streams and has sent its events waits for the one that it was begun behind. Then it is
    /// given up: that one may be waiting for somebody who waits for these streams.
    /// </summary>
    public static readonly TimeSpan WaitBehind = TimeSpan.FromSeconds(10);
}
