using Npgsql;

namespace Ledger.EventStore.Appending;

/// <summary>
/// A place in the database's queue for the head (<c>0008-turns.sql</c>), kept by a session of its own while the one that it is kept for is
/// busy sending. What is written on the strength of it is checked all the same.
/// </summary>
internal sealed class Turn(NpgsqlDataSource database) : IAsyncDisposable
{
    private const string Take = "select ledger.take_turn()";

    private const string Own = "select pg_backend_pid()";

    private const string Before = "select pg_blocking_pids($1)";

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource leave = new();
    private NpgsqlConnection? session;
    private NpgsqlTransaction? transaction;
    private Task taking = Task.CompletedTask;

    /// <summary>The server's number of the session that has the turn or waits for it; 0 for none.</summary>
    public int Session { get; private set; }

    /// <summary>Enters the queue behind one other, or not at all.</summary>
    /// <param name="other">The session that is to be the only one before.</param>
    /// <param name="isThere">Whether that session is still at the work that it was named for.</param>
    /// <param name="asking">The connection that asks who is before.</param>
    /// <returns>
    /// False when there are others before, or none any more, and when no session is to be had: the turn is then to be taken as any other.
    /// </returns>
    public async Task<bool> TakeBehind(int other, Func<bool> isThere, NpgsqlConnection asking, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StoreLimits.TryForTurn);
        var behind = false;
        try
        {
            await Enter(patience.Token);
            // A session is soon at other work, for another writer: that it was there must be true after the look.
            behind = await IsBehind(other, asking, patience.Token) && isThere();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && IsWithoutSession(error))
        {
            // There was none to be had, or not in time.
        }

        if (!behind)
            await Leave();
        return behind;
    }

    /// <summary>A pool or a server that has no more of them.</summary>
    private static bool IsWithoutSession(Exception error) =>
        error is OperationCanceledException or NpgsqlException { InnerException: TimeoutException or System.Net.Sockets.SocketException }
            or PostgresException { SqlState: PostgresErrorCodes.TooManyConnections };

    private async Task Enter(CancellationToken cancellation)
    {
        session = await database.OpenConnectionAsync(cancellation);
        transaction = await session.BeginTransactionAsync(cancellation);
        // Asked of the server: a pooler between tells each client a number of its own.
        await using var own = new NpgsqlCommand(Own, session);
        Session = (int)(await own.ExecuteScalarAsync(cancellation))!;
        taking = Waiting(session, leave.Token);
    }

    private async Task<bool> IsBehind(int other, NpgsqlConnection asking, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(Before, asking);
        ask.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Session });
        // Nobody is before it until the server has put it into the queue.
        while (!taking.IsCompleted)
        {
            // Not to be given up amid the answer: the transaction that asks would be lost with it.
            if (await ask.ExecuteScalarAsync(CancellationToken.None) is int[] { Length: > 0 } before)
                return before is [var only] && only == other;
            await Task.Delay(LookInterval, cancellation);
        }

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
        (transaction, session, Session) = (null, null, 0);
    }

    private static async Task Waiting(NpgsqlConnection session, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand(Take, session) { CommandTimeout = BulkWriter.TimeoutSeconds };
        await take.ExecuteNonQueryAsync(cancellation);
    }
}
