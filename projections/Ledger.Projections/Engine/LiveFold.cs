using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>Moves the live generation of one read model, exactly once however many processes do so.</summary>
internal static class LiveFold
{
    /// <returns>The fact it stands before now; null when it has folded the batch.</returns>
    public static Task<PoisonFact?> Apply(
        NpgsqlDataSource database, IProjection projection, FactBatch batch, CancellationToken cancellation) =>
        Fold.Narrowing(batch.For(projection, batch.After), slice => Step(database, projection, batch.After, slice, cancellation));

    private static async Task Step(
        NpgsqlDataSource database, IProjection projection, long after, FactSlice slice, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var position = await Progress.Lock(connection, projection, cancellation);

        // Null: another version has taken over. Past the slice: another process was here first. Before the batch: the live generation
        // is not the one this batch was read for. In each case there is nothing to do, and the next look will tell.
        if (position is null || position >= slice.To || position < after)
            return;

        var schema = Generations.Live(projection);
        var facts = slice.Facts.Where(fact => fact.Position > position).ToList();
        if (facts.Count > 0)
            await projection.Apply(facts, new FoldTarget(connection, schema), cancellation);
        await Progress.Move(connection, projection, schema, slice.To, cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
