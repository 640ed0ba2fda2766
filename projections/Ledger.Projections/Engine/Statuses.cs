using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>Where each read model stands, as any process may ask.</summary>
internal static class Statuses
{
    public static async Task<ProjectionStatus> Of(NpgsqlDataSource database, IProjection projection, CancellationToken cancellation)
    {
        var schema = Generations.Live(projection);
        var head = await FactReader.Head(database, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (version, position) = await Generations.Read(connection, schema, cancellation);
        var (state, reason) = await State(connection, projection, version, cancellation);
        var rows = await Rows(connection, schema, cancellation);
        head = Math.Max(head, position);
        return new ProjectionStatus(projection.Name, version, position, head, head - position, state, reason, rows);
    }

    private static async Task<(ProjectionState State, string? Reason)> State(
        NpgsqlConnection connection, IProjection projection, int version, CancellationToken cancellation)
    {
        if (await RebuildLock.IsHeld(connection, projection, cancellation))
            return (ProjectionState.Rebuilding, null);
        await using var command = new NpgsqlCommand(
            "select position, stream_id, reason from ledger.projection_stop where name = $1", connection);
        command.With(NpgsqlDbType.Text, projection.Name);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (await reader.ReadAsync(cancellation))
            return (ProjectionState.Stopped, $"position {reader.GetInt64(0)}, stream {reader.GetString(1)}, {reader.GetString(2)}");
        return version > projection.Version
            ? (ProjectionState.Stopped, $"version {version} of a newer program is live; this program has version {projection.Version}")
            : (ProjectionState.Live, null);
    }

    /// <summary>
    /// Counted while that is quick; beyond, as the database estimates. Of the tables that are live, which may be those of another version.
    /// </summary>
    private static async Task<long> Rows(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        const long CountedUpTo = 10_000;
        var sum = 0L;
        foreach (var table in await Tables(connection, schema, cancellation))
        {
            await using var command = new NpgsqlCommand($"""
                select case when c.counted < {CountedUpTo} then c.counted else greatest(c.counted, k.reltuples::bigint) end
                from (select count(*) as counted from (select from {table} limit {CountedUpTo}) t) c,
                     pg_class k where k.oid = '{table}'::regclass
                """, connection);
            sum += (long)(await command.ExecuteScalarAsync(cancellation))!;
        }

        return sum;
    }

    private static async Task<string[]> Tables(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("""
            select coalesce(array_agg(format('%I.%I', $1, relname)), '{}') from pg_class
            where relnamespace = to_regnamespace($1) and relkind = 'r' and relname <> 'generation'
            """, connection);
        command.With(NpgsqlDbType.Text, schema);
        return (string[])(await command.ExecuteScalarAsync(cancellation))!;
    }
}
