using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>Folds events into a schema that nobody reads yet: the one that a rebuild fills, or the one of a check.</summary>
internal sealed class SchemaFold(
    NpgsqlDataSource database, IProjection projection, string schema, IProgress<RebuildProgress>? progress)
{
    /// <summary>Events folded in one transaction.</summary>
    private const int BatchEvents = 25_000;

    /// <summary>Events that are few enough to be left for a transaction that others wait for.</summary>
    private const int FewEvents = 1_000;

    /// <summary>Where the schema stands, as far as this object has brought it, or was told.</summary>
    public long Position { get; private set; }

    /// <summary>The schema was filled to here by other means.</summary>
    public async Task StandsAt(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        await Move(connection, position, cancellation);
        Position = position;
    }

    /// <param name="to">Inclusive, at or below the head.</param>
    /// <returns>The fact it cannot be folded past; null when the schema stands at the position asked for.</returns>
    public async Task<PoisonFact?> To(NpgsqlConnection connection, long to, CancellationToken cancellation)
    {
        await using var feed = new FactFeed(database, projection.Facts, BatchEvents);
        while (Position < to)
        {
            var batch = await feed.Next(Position, to, cancellation);
            if (await Fold(connection, batch, cancellation) is { } poison)
                return poison;
            Position = batch.To;
            progress?.Report(new RebuildProgress(projection.Name, Position, to));
        }

        return null;
    }

    /// <summary>
    /// Folds in rounds, each to where the goal stands at its start, until few events are left or a round no longer halves what is left:
    /// a goal that moves as fast as events are folded would keep it at this for ever. What is left, <see cref="Within"/> takes.
    /// </summary>
    /// <param name="goal">A position, never lower than it was.</param>
    /// <returns>The fact it cannot be folded past; null when the schema stands near the goal.</returns>
    public async Task<PoisonFact?> Near(NpgsqlConnection connection, Func<Task<long>> goal, CancellationToken cancellation)
    {
        var leftBefore = long.MaxValue;
        while (await goal() is var to && to - Position is var left && left > FewEvents && left <= leftBefore / 2)
        {
            if (await To(connection, to, cancellation) is { } poison)
                return poison;
            leftBefore = left;
        }

        return null;
    }

    /// <summary>
    /// The last events, in the transaction that the caller has open and for its eyes alone: <see cref="Position"/> stays where it is.
    /// </summary>
    /// <returns>The fact it cannot be folded past; null when all were folded.</returns>
    public async Task<PoisonFact?> Within(NpgsqlConnection connection, long to, CancellationToken cancellation)
    {
        await using var feed = new FactFeed(database, projection.Facts, BatchEvents);
        for (var at = Position; at < to;)
        {
            var batch = await feed.Next(at, to, cancellation);
            var slice = batch.For(projection, at);
            if (slice.Facts.Count > 0)
                await projection.Apply(slice.Facts, new FoldTarget(connection, schema), cancellation);
            if (slice.Poison is { } poison)
                return poison;
            at = batch.To;
        }

        return null;
    }

    private Task<PoisonFact?> Fold(NpgsqlConnection connection, FactBatch batch, CancellationToken cancellation) =>
        Engine.Fold.Narrowing(batch.For(projection, batch.After), async slice =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            // What a crash would lose is lost anyway: who folds into such a schema begins anew.
            await Generations.Execute(connection, "set local synchronous_commit = off", cancellation);
            if (slice.Facts.Count > 0)
                await projection.Apply(slice.Facts, new FoldTarget(connection, schema), cancellation);
            await Move(connection, slice.To, cancellation);
            await transaction.CommitAsync(cancellation);
        });

    private async Task Move(NpgsqlConnection connection, long to, CancellationToken cancellation)
    {
        await using var move = new NpgsqlCommand($"update {schema}.generation set position = $1", connection);
        move.With(NpgsqlDbType.Bigint, to);
        await move.ExecuteNonQueryAsync(cancellation);
    }
}
