using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>
/// The schemas of a read model: the live one that readers name, the one being built, and the one just replaced. See the decision record
/// 0003, blue/green by schema rename.
/// </summary>
internal static class Generations
{
    public static string Live(IProjection projection) => projection.Name.Replace('-', '_');

    public static string Next(IProjection projection) => Live(projection) + "_next";

    public static string Old(IProjection projection) => Live(projection) + "_old";

    /// <summary>The row of mt_event_progression that the live generation of a version moves.</summary>
    public static string ProgressName(IProjection projection) => $"{projection.Name}:{projection.Version}";

    /// <summary>Makes what is missing. Any number of processes may do so at once.</summary>
    public static async Task Prepare(NpgsqlDataSource database, IReadOnlyList<IProjection> projections, CancellationToken cancellation)
    {
        await ProjectionMigrations.Apply(database, cancellation);
        foreach (var projection in projections)
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await RebuildLock.TakeForTransaction(connection, projection, cancellation);
            if (!await Exists(connection, Live(projection), cancellation))
                await CreateLive(connection, projection, cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }

    public static async Task Create(NpgsqlConnection connection, IProjection projection, string schema, CancellationToken cancellation)
    {
        await CreateTables(connection, projection, schema, cancellation);
        await Readers.Grant(connection, schema, cancellation);
    }

    /// <summary>A schema with the model's tables and keys, at position 0, that no reader is let into.</summary>
    public static Task CreateTables(NpgsqlConnection connection, IProjection projection, string schema, CancellationToken cancellation) =>
        Execute(
            connection,
            $"""
            create schema {schema};
            {projection.Schema(schema)};
            insert into {schema}.generation (version, position) values ({projection.Version}, 0)
            """,
            cancellation);

    /// <summary>The readers' indexes, where the model has some.</summary>
    public static async Task Index(NpgsqlConnection connection, IProjection projection, string schema, CancellationToken cancellation)
    {
        if (projection.Indexes(schema) is { Length: > 0 } indexes)
            await Execute(connection, indexes, cancellation);
    }

    public static Task Drop(NpgsqlConnection connection, string schema, CancellationToken cancellation) =>
        Execute(connection, $"set client_min_messages = warning; drop schema if exists {schema} cascade", cancellation);

    public static async Task<bool> Exists(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regnamespace($1) is not null", connection);
        command.With(NpgsqlDbType.Text, schema);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public static async Task<(int Version, long Position)> Read(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select version, position from {schema}.generation", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt32(0), reader.GetInt64(1)) : (0, 0);
    }

    public static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task CreateLive(NpgsqlConnection connection, IProjection projection, CancellationToken cancellation)
    {
        await Create(connection, projection, Live(projection), cancellation);
        await Index(connection, projection, Live(projection), cancellation);
        await using var command = new NpgsqlCommand(Progress.Set, connection);
        command.With(NpgsqlDbType.Varchar, ProgressName(projection)).With(NpgsqlDbType.Bigint, 0L);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
