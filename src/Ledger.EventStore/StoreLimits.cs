namespace Ledger.EventStore;

/// <summary>The limits of the store, each with its unit.</summary>
public static class StoreLimits
{
    /// <summary>An event's body, bytes of UTF-8 JSON. A C2SP entry bundle holds 256 entries of at most 65,535 bytes; the envelope needs the rest.</summary>
    public const int EventBodyBytes = 60 * 1024;

    /// <summary>A stream's id, characters.</summary>
    public const int StreamIdCharacters = 200;

    /// <summary>An idempotency key, characters.</summary>
    public const int IdempotencyKeyCharacters = 200;

    /// <summary>Events in one <see cref="AppendRequest"/>.</summary>
    public const int EventsPerAppend = 1_000;

    /// <summary>Events in one bulk append, one transaction.</summary>
    public const int EventsPerBulkAppend = 200_000;

    /// <summary>Requests that travel together in one group commit.</summary>
    public const int RequestsPerGroup = 256;

    /// <summary>Tries of one transaction that the database ended for a deadlock or a serialization failure.</summary>
    public const int TriesPerTransaction = 5;
}
