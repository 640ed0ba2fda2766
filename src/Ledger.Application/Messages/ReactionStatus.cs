namespace Ledger.Application.Messages;

/// <summary>How far the follower of the log has come.</summary>
/// <param name="Position">All that follows from the events up to here has been sent.</param>
/// <param name="Lag">Events between that and the head.</param>
/// <param name="Stopped">The event that it cannot pass: position, stream, and where it does not fit. Null while it goes on.</param>
public sealed record ReactionStatus(long Position, long Head, long Lag, string? Stopped);
