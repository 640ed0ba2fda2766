using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>Folds a slice and, when the fold fails on its data, comes closer by halves until one fact is to blame.</summary>
internal static class Fold
{
    /// <param name="step">Folds a slice in a transaction of its own and commits it.</param>
    /// <returns>The fact to blame; null when the whole slice is folded.</returns>
    public static async Task<PoisonFact?> Narrowing(FactSlice slice, Func<FactSlice, Task> step)
    {
        try
        {
            await step(slice);
            return slice.Poison;
        }
        catch (Exception error) when (BlamesData(error))
        {
            if (slice.Facts.Count == 0)
                throw;
            if (slice.Facts.Count == 1)
            {
                var fact = slice.Facts[0];
                await step(new FactSlice(fact.Position - 1, [], null));
                return new PoisonFact(fact.Position, fact.StreamId, fact.Type, Words(error));
            }

            var half = slice.Half();
            return await Narrowing(half, step)
                ?? await Narrowing(slice with { Facts = [.. slice.Facts.Skip(half.Facts.Count)] }, step);
        }
    }

    /// <summary>
    /// A body with its parts missing shows as one of these. Anything else is a failure of the moment, to be tried again.
    /// </summary>
    public static bool BlamesData(Exception error) => error switch
    {
        PostgresException postgres => postgres.SqlState.StartsWith("22", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("23", StringComparison.Ordinal),
        NullReferenceException or ArgumentException or OverflowException or FormatException or InvalidCastException => true,
        _ => false,
    };

    /// <summary>Without the message, which may quote what stands in the body.</summary>
    private static string Words(Exception error) => error is PostgresException postgres
        ? $"the body cannot be folded (SQLSTATE {postgres.SqlState})"
        : $"the body cannot be folded ({error.GetType().Name})";
}
