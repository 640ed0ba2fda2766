namespace Ledger.Projections.Engine;

/// <summary>
/// One value for some hundred events, and not a row for each: PostgreSQL sends 8 kB at a time, and waking this program for every sixteen
/// events costs more than all that it does with them. A piece is made first and then comes at once.
/// </summary>
internal static class EventPieces
{
    /// <summary>
    /// A query for the pieces of a stretch of positions, in their order: in each its events of the types as <see cref="EventTuple"/>, one
    /// after the other, or null.
    /// </summary>
    /// <param name="after">SQL, a bigint: the position before the first.</param>
    /// <param name="to">SQL, a bigint: the last position.</param>
    /// <param name="types">SQL: what the type is compared with, and how.</param>
    /// <param name="positions">In one piece.</param>
    public static string Query(string after, string to, string types, int positions) => $"""
        select (select string_agg(record_send(row({EventTuple.Columns})), '')
                from (select {EventTuple.Columns} from mt_events
                      where seq_id > piece and seq_id <= least(piece + {positions}, {to}) and type {types}
                      order by seq_id) events)
        from generate_series({after}, {to} - 1, {positions}) piece
        """;
}
