using Npgsql;

namespace Ledger.EventStore.Appending;

/// <summary>Runs a transaction again when the database ended it for what other transactions did meanwhile.</summary>
internal static class Retrying
{
    /// <summary>The database's own: these positions do not follow on the head (<c>0002-positions.sql</c>).</summary>
    public const string OtherHead = "LG001";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <exception cref="PostgresException">The last try failed too, or failed for another reason.</exception>
    public static async Task<T> Run<T>(Func<Task<T>> transaction, TimeProvider time, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transaction();
            }
            catch (PostgresException error) when (Lost(error) && attempt < StoreLimits.TriesPerTransaction)
            {
                await Task.Delay(Pause * attempt, time, cancellation);
            }
        }
    }

    /// <summary>
    /// A deadlock, a serialization failure, positions that somebody else was given, or a stream or key that somebody else made after we
    /// had looked: the next look sees it and turns it into an answer.
    /// </summary>
    public static bool Lost(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or OtherHead => true,
        PostgresErrorCodes.UniqueViolation => error.ConstraintName is
            "pkey_mt_events_seq_id" or "pk_mt_events_stream_and_version" or "pkey_mt_streams_id" or "idempotency_pkey",
        _ => false,
    };

    /// <summary>The request itself is at fault: a value, a constraint or a limit, and not what happened around it.</summary>
    public static bool IsFaultOfRequest(PostgresException error) => error.SqlState[..2] is ("22" or "23" or "54") && !Lost(error);
}
