namespace Ledger.EventStore;

/// <summary>An event to be written.</summary>
/// <param name="Id">Unique in the store; given by the caller.</param>
/// <param name="Type">The stable alias, such as <c>institution.listed.v1</c>.</param>
/// <param name="DotNetType"><c>Namespace.Type, Assembly</c>, as Marten writes it; null where there is none.</param>
/// <param name="Json">The body, one JSON object in UTF-8, at most <see cref="StoreLimits.EventBodyBytes"/>.</param>
public sealed record NewEvent(Guid Id, string Type, string? DotNetType, ReadOnlyMemory<byte> Json);

/// <summary>An event as recorded.</summary>
/// <param name="Position">Global and gapless, in the order of commits, from 1.</param>
/// <param name="Version">Counts in the stream from 1.</param>
/// <param name="RecordedAt">UTC, assigned by the database under the append lock, never before that of a lower position.</param>
/// <param name="Json">The body as the database gives it back: the same meaning, not the same bytes (jsonb).</param>
/// <param name="Headers">Marten's headers as JSON, which only other writers of its tables set; null where there are none.</param>
public sealed record RecordedEvent(
    long Position,
    string StreamId,
    long Version,
    Guid Id,
    string Type,
    ReadOnlyMemory<byte> Json,
    DateTimeOffset RecordedAt,
    EventMetadata Metadata,
    string? Headers = null);

/// <summary>What travels beside an event and is not part of it. None of it may be personal data.</summary>
/// <param name="Actor">Who acted, by role or code: goes to <c>user_name</c>.</param>
public sealed record EventMetadata(string? Actor = null, string? CorrelationId = null, string? CausationId = null)
{
    public static EventMetadata None { get; } = new();
}

/// <summary>The version a stream must have for an append to be taken.</summary>
public readonly record struct ExpectedVersion
{
    private ExpectedVersion(long? value) => Value = value;

    /// <summary>Null means any version.</summary>
    public long? Value { get; }

    /// <summary>No check.</summary>
    public static ExpectedVersion Any { get; } = new(null);

    /// <summary>The stream must not exist yet.</summary>
    public static ExpectedVersion NoStream { get; } = new(0);

    public static ExpectedVersion Exactly(long version) =>
        version >= 0 ? new(version) : throw new ArgumentOutOfRangeException(nameof(version), version, "A stream's version is 0 or more.");
}

/// <param name="StreamType">Marten's stream type column; the aggregate's alias, or null.</param>
public sealed record StreamAppend(string StreamId, string? StreamType, ExpectedVersion Expected, IReadOnlyList<NewEvent> Events);

/// <param name="Idempotency">Null where a repeat is harmless by other means.</param>
public sealed record AppendRequest(IReadOnlyList<StreamAppend> Streams, EventMetadata Metadata, IdempotencyKey? Idempotency = null);

/// <summary>
/// Names one command. The same key with the same digest gets the first answer again; with another digest it is a conflict.
/// </summary>
/// <param name="RequestDigest">SHA-256 of the canonical command, 32 bytes.</param>
public sealed record IdempotencyKey(string Key, ReadOnlyMemory<byte> RequestDigest);

/// <summary>How far a read goes. Both bounds may be set; the lower one wins. A bound by time is turned into a position first.</summary>
public sealed record UpTo(long? Version = null, long? Position = null, DateTimeOffset? Time = null)
{
    /// <summary>As far as there is.</summary>
    public static UpTo Now { get; } = new();
    public static UpTo AtVersion(long version) => new(Version: version);
    public static UpTo AtPosition(long position) => new(Position: position);
    public static UpTo AtTime(DateTimeOffset time) => new(Time: time);
}

/// <param name="Version">The version of the last event in the slice; 0 when it is empty.</param>
public sealed record StreamSlice(string StreamId, long Version, IReadOnlyList<RecordedEvent> Events);

/// <summary>The answer to an append: a value, because a conflict is expected and not exceptional.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <param name="FirstPosition">
    /// Position of the first event of this append; equal to <paramref name="LastPosition"/> + 1 when it had no events.
    /// </param>
    /// <param name="Versions">The new version of each stream appended to.</param>
    /// <param name="Repeated">True when the idempotency key had been used for the same request: nothing was written now.</param>
    public sealed record Appended(long FirstPosition, long LastPosition, IReadOnlyDictionary<string, long> Versions, bool Repeated)
        : AppendOutcome;

    /// <summary>A stream had another version than expected. Nothing was written.</summary>
    public sealed record VersionConflict(string StreamId, long Expected, long Actual) : AppendOutcome;

    /// <summary>The bulk append that this one was begun behind was not written, or not at once. Nothing was written.</summary>
    public sealed record NothingBefore : AppendOutcome;

    /// <summary>The idempotency key was used before for another request. Nothing was written.</summary>
    public sealed record KeyConflict(string Key) : AppendOutcome;

    /// <summary>
    /// The request itself cannot be stored: a body too large or not JSON, a control character, an empty id. Nothing was written.
    /// </summary>
    public sealed record Invalid(string Reason) : AppendOutcome;
}
