namespace Ledger.Messaging;

/// <summary>Something to be done once its transaction has committed: now, or at a time to come.</summary>
/// <param name="Id">Given by the sender and derived from what caused it: the same message sent twice is one message.</param>
/// <param name="Type">The stable alias, such as <c>correction.falls-due.v1</c>. Aliases are storage.</param>
/// <param name="Json">One JSON object in UTF-8, at most <see cref="MessageLimits.BodyBytes"/>. Never personal data.</param>
/// <param name="DueAt">Not to be handled before; null for at once. A time gone by is at once too.</param>
public sealed record OutgoingMessage(Guid Id, string Type, ReadOnlyMemory<byte> Json, DateTimeOffset? DueAt = null);

/// <summary>A message as it comes to its handler. It may come again after a crash: handlers do the same thing twice as once.</summary>
/// <param name="Attempt">From 1.</param>
public sealed record DeliveredMessage(Guid Id, string Type, ReadOnlyMemory<byte> Json, int Attempt);

/// <summary>
/// How far a follower of the log has come. The mark moves in the transaction that sends what was found on the way, so that nothing is
/// sent for a step that was not taken, and nothing is missed for one that was.
/// </summary>
/// <param name="Follower">The mark's name among Marten's progressions, such as <c>ledger:reactions</c>.</param>
/// <param name="From">Where the follower stood when it read; another follower of the name may have moved on since.</param>
public sealed record FollowerStep(string Follower, long From, long To);

/// <param name="Due">Those whose time has come, being handled or failed ones included.</param>
/// <param name="Scheduled">For a time to come.</param>
/// <param name="Retrying">Those of the due ones that failed at least once, and are to be tried again.</param>
/// <param name="Dead">Given up, waiting for a person.</param>
/// <param name="OldestDue">
/// Since when the longest waiting message could be handled, and nobody does; null when none waits. One that is being handled, or has
/// failed and is in the pause before its next try, does not count: this tells whether messages are carried at all.
/// </param>
public sealed record MessageCounts(long Due, long Scheduled, long Retrying, long Dead, DateTimeOffset? OldestDue);

/// <param name="DueAt">When it is handled next; while it is being handled, when that is taken for lost.</param>
/// <param name="LastError">The last failure in a word; null when there was none. Never what the other side answered.</param>
public sealed record WaitingMessage(Guid Id, string Type, ReadOnlyMemory<byte> Json, DateTimeOffset DueAt, int Attempts, string? LastError);

/// <summary>A message that failed as often as it may. It stays until it is replayed or discarded.</summary>
/// <param name="Error">The last failure's kind and message. Never what the other side answered, never personal data.</param>
public sealed record DeadLetter(Guid Id, string Type, ReadOnlyMemory<byte> Json, int Attempts, DateTimeOffset FailedAt, string Error);
