namespace Ledger.EventStore.Appending;

/// <summary>Where the events of a bulk append stand that holds its streams and is not committed yet.</summary>
/// <param name="Head">The position before the first of them.</param>
/// <param name="Last">The position of the last of them.</param>
/// <param name="RecordedAt">By the database's clock, never before that of a lower position.</param>
/// <param name="Session">The server's session that has the turn at the head for it, or waits for it.</param>
internal sealed record Place(long Head, long Last, DateTime RecordedAt, int Session);
