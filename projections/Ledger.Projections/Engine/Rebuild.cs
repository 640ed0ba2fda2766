using Npgsql;

namespace Ledger.Projections.Engine;

/// <param name="Position">Folded so far.</param>
/// <param name="Head">The position that is being folded to.</param>
public sealed record RebuildProgress(string Name, long Position, long Head);

/// <summary>
/// Builds a new generation of a read model from the first event in a schema of its own and puts it in the live one's place. Readers
/// see the old rows until the switch and the new ones after it; no read fails. A rebuild that is cancelled or killed leaves the live
/// generation as it was; the next one begins anew.
/// </summary>
internal sealed class Rebuild(NpgsqlDataSource database, IProjection projection, IProgress<RebuildProgress>? progress)
{
    private readonly string schema = Generations.Next(projection);
    private readonly SchemaFold fold = new(database, projection, Generations.Next(projection), progress);

    /// <exception cref="RebuildException">Another process is rebuilding it, or an event's body does not fit its fact.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!await RebuildLock.TryTake(connection, projection, cancellation))
            throw new RebuildException($"'{projection.Name}' is being rebuilt by another process.");
        try
        {
            await Build(connection, cancellation);
            await new GenerationSwitch(database, projection, fold).Run(connection, cancellation);
        }
        finally
        {
            await CleanUp(connection);
        }
    }

    private async Task Build(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await Generations.Drop(connection, schema, cancellation);
        await using (var transaction = await connection.BeginTransactionAsync(cancellation))
        {
            await Generations.Create(connection, projection, schema, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        var head = await FactReader.Head(database, cancellation);
        progress?.Report(new RebuildProgress(projection.Name, 0, head));
        if (await fold.To(connection, head, cancellation) is { } poison)
            throw RebuildException.Of(projection, poison);
        await Generations.Index(connection, projection, schema, cancellation);
        foreach (var table in projection.Tables)
            await Generations.Execute(connection, $"analyze {schema}.{table.Name}", cancellation);
    }

    /// <summary>Best effort: what is left over here, the next rebuild drops.</summary>
    private async Task CleanUp(NpgsqlConnection connection)
    {
        try
        {
            await Generations.Drop(connection, schema, CancellationToken.None);
            await RebuildLock.Release(connection, projection);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }
    }
}

/// <summary>A rebuild could not be done; the live generation is as it was. The message names position and stream, never a body.</summary>
public sealed class RebuildException(string message) : Exception(message)
{
    internal static RebuildException Of(IProjection projection, PoisonFact poison) => new(
        $"'{projection.Name}' cannot be rebuilt past position {poison.Position} on stream {poison.StreamId}: "
        + $"{poison.Type}: {poison.Reason}.");
}
