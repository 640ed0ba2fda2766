using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>
/// Folds a read model from the first event to an exact position, in a schema of its own that nobody else reads, and drops it whatever
/// happens. The live rows are not looked at and not touched: what comes of it rests on the log alone. Any number may run at once. The
/// schema's name carries the session's process id, and its lock goes with the session, so that what a killed run left is known by its
/// lock being free; the next run of the same read model drops it.
/// </summary>
internal sealed class Refold(NpgsqlDataSource database, IProjection projection, IProgress<RebuildProgress>? progress)
{
    private const string Lock = "hashtextextended('ledger refold ' || $1, 0)";

    /// <param name="position">At or below the head.</param>
    /// <param name="use">What is done with the rows before they are dropped.</param>
    /// <exception cref="RefoldException">The position lies beyond the head, or an event's body does not fit its fact.</exception>
    public async Task<T> Run<T>(long position, Func<Refolded, Task<T>> use, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await DropLeftOver(connection, cancellation);
        var schema = $"{Prefix}{connection.ProcessID.ToString(CultureInfo.InvariantCulture)}";
        await Ask(connection, $"select pg_advisory_lock({Lock}) is not null", schema, cancellation);
        try
        {
            await Generations.Drop(connection, schema, cancellation);
            await Generations.CreateTables(connection, projection, schema, cancellation);
            var refolded = new Refolded(
                database, projection, connection, schema, new SchemaFold(database, projection, schema, progress));
            await refolded.To(position, cancellation);
            return await use(refolded);
        }
        finally
        {
            await CleanUp(connection, schema);
        }
    }

    private string Prefix => Generations.Live(projection) + "_check_";

    private async Task DropLeftOver(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var schema in await Schemas(connection, cancellation))
        {
            if (!await Ask(connection, $"select pg_try_advisory_lock({Lock})", schema, cancellation))
                continue;
            await Generations.Drop(connection, schema, cancellation);
            await Ask(connection, $"select pg_advisory_unlock({Lock})", schema, cancellation);
        }
    }

    private async Task<List<string>> Schemas(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select nspname from pg_namespace where nspname ~ ('^' || $1 || '[0-9]+$')", connection);
        command.With(NpgsqlDbType.Text, Prefix);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var schemas = new List<string>();
        while (await reader.ReadAsync(cancellation))
            schemas.Add(reader.GetString(0));
        return schemas;
    }

    private static async Task<bool> Ask(NpgsqlConnection connection, string sql, string schema, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.With(NpgsqlDbType.Text, schema);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Best effort: what is left over here, the next run drops.</summary>
    private static async Task CleanUp(NpgsqlConnection connection, string schema)
    {
        try
        {
            await Generations.Drop(connection, schema, CancellationToken.None);
            await Ask(connection, $"select pg_advisory_unlock({Lock})", schema, CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }
    }
}

/// <summary>The rows of a read model at a position, in a schema that is dropped when its user is done.</summary>
/// <param name="Connection">The session that holds the schema. It may be read from in a transaction of the user's.</param>
internal sealed record Refolded(
    NpgsqlDataSource Database, IProjection Projection, NpgsqlConnection Connection, string Schema, SchemaFold Fold)
{
    /// <exception cref="RefoldException">The position lies beyond the head, or an event's body does not fit its fact.</exception>
    public async Task To(long position, CancellationToken cancellation)
    {
        var head = await FactReader.Head(Database, cancellation);
        if (position < 0 || position > head)
            throw new RefoldException($"'{Projection.Name}' cannot be folded to position {position}: the ledger has 1 to {head}.");
        if (await Fold.To(Connection, position, cancellation) is { } poison)
            throw RefoldException.Of(Projection, poison);
    }
}

/// <summary>A read model could not be folded to a position. The message names position and stream, never a body.</summary>
public sealed class RefoldException(string message) : Exception(message)
{
    internal static RefoldException Of(IProjection projection, PoisonFact poison) => new(
        $"'{projection.Name}' cannot be folded past position {poison.Position} on stream {poison.StreamId}: "
        + $"{poison.Type}: {poison.Reason}.");
}
