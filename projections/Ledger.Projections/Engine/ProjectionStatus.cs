namespace Ledger.Projections.Engine;

/// <summary>Where a read model stands.</summary>
/// <param name="Version">Of the rows that are read now; a newer program builds its own beside them.</param>
/// <param name="Position">The position its rows stand at.</param>
/// <param name="Head">The last position of the ledger.</param>
/// <param name="Lag">Events between the two.</param>
/// <param name="Reason">Why it has stopped, or how far a rebuild has come; never an event's body.</param>
/// <param name="Rows">Rows in its tables; an estimate of the database above some thousands.</param>
public sealed record ProjectionStatus(
    string Name, int Version, long Position, long Head, long Lag, ProjectionState State, string? Reason, long Rows);

public enum ProjectionState
{
    Live,
    Rebuilding,

    /// <summary>An event's body does not fit its fact. The rows stand before it; nothing is skipped.</summary>
    Stopped,
}
