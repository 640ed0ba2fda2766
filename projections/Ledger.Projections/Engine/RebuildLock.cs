using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>
/// One rebuild of a read model at a time, over all processes. The lock goes with its session, so a killed rebuild leaves none.
/// </summary>
internal static class RebuildLock
{
    private const string Key = "hashtextextended($1, 0)";

    /// <summary>Held until the connection is closed.</summary>
    public static Task<bool> TryTake(NpgsqlConnection connection, IProjection projection, CancellationToken cancellation) =>
        Ask(connection, $"select pg_try_advisory_lock({Key})", projection, cancellation);

    public static async Task Release(NpgsqlConnection connection, IProjection projection) =>
        await Ask(connection, $"select pg_advisory_unlock({Key})", projection, CancellationToken.None);

    public static Task TakeForTransaction(NpgsqlConnection connection, IProjection projection, CancellationToken cancellation) =>
        Ask(connection, $"select pg_advisory_xact_lock(hashtextextended($1 || ' prepare', 0)) is not null", projection, cancellation);

    /// <summary>Whether somebody, anywhere, is rebuilding it.</summary>
    public static Task<bool> IsHeld(NpgsqlConnection connection, IProjection projection, CancellationToken cancellation) => Ask(
        connection,
        $"""
        select exists (
          select from pg_locks
          where locktype = 'advisory' and objsubid = 1 and granted
            and database = (select oid from pg_database where datname = current_database())
            and (classid::bigint << 32 | objid::bigint) = {Key})
        """,
        projection,
        cancellation);

    private static async Task<bool> Ask(NpgsqlConnection connection, string sql, IProjection projection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.With(NpgsqlDbType.Text, $"ledger projection {projection.Name}");
        return await command.ExecuteScalarAsync(cancellation) is true;
    }
}
