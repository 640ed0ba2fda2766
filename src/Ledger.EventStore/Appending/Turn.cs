using Npgsql;

namespace Ledger.EventStore.Appending;

/// <summary>
/// A place in the database's queue for the head (<c>0008-turns.sql</c>), kept by a session of its own while the one that it is kept for is
/// busy sending. What is written on the strength of it is checked all the same.
/// </summary>
internal sealed class Turn(NpgsqlDataSource database) : IAsyncDisposable
{
    /// <summary>Seconds in the queue, those before all included.</summary>
    private const int TimeoutSeconds = 300;

    private const string Take = "select ledger.take_turn()";

    private const string Before = "select pg_blocking_pids($1)";

    private readonly CancellationTokenSource leave = new();
    private NpgsqlConnection? session;
    private NpgsqlTransaction? transaction;
    private Task taking = Task.CompletedTask;

    /// <summary>The session that has the turn or waits for it.</summary>
    public int Session => session?.ProcessID ?? 0;

    /// <summary>Enters the queue behind one other, or not at all.</summary>
    /// <param name="other">The session that is to be the only one before.</param>
    /// <param name="asking">The connection that asks who is before.</param>
    /// <returns>False when there are others before, or none any more.</returns>
    public async Task<bool> TakeBehind(int other, NpgsqlConnection asking, CancellationToken cancellation)
    {
        session = await database.OpenConnectionAsync(cancellation);
        transaction = await session.BeginTransactionAsync(cancellation);
        taking = Waiting(session, leave.Token);
        await using var ask = new NpgsqlCommand(Before, asking);
        ask.Parameters.Add(new NpgsqlParameter<int> { TypedValue = session.ProcessID });
        // Nobody is before it until the server has put it into the queue.
        while (!taking.IsCompleted)
        {
            if (await ask.ExecuteScalarAsync(cancellation) is not int[] { Length: > 0 } before)
                continue;
            if (before is [var only] && only == other)
                return true;
            break;
        }

        await Leave();
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await Leave();
        leave.Dispose();
    }

    private async Task Leave()
    {
        await leave.CancelAsync();
        await taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (transaction is not null)
            await transaction.DisposeAsync();
        if (session is not null)
            await session.DisposeAsync();
        (transaction, session) = (null, null);
    }

    private static async Task Waiting(NpgsqlConnection session, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand(Take, session) { CommandTimeout = TimeoutSeconds };
        await take.ExecuteNonQueryAsync(cancellation);
    }
}
