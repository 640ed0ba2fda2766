using Npgsql;

namespace Ledger.Application.Nodes;

/// <summary>What a node may do in the background.</summary>
[Flags]
public enum BackgroundWork
{
    None = 0,
    ReadModels = 1,
    Messages = 2,
    Sealing = 4,
}

/// <summary>
/// Which of the nodes on one database does the work in the background: the one whose session holds an advisory lock. It spares the
/// others the reading and folding of what they would find done. Nothing rests on it being one alone: read models, messages and seals
/// come to the same under any number of workers, so that two at once, for the seconds of a takeover, do what one does.
/// </summary>
/// <param name="database">The lock goes with a connection of its own, outside the pool.</param>
/// <param name="works">
/// What this node would do. Nodes that do the same take turns; where one does less, it leaves the others their turn at the rest.
/// </param>
public sealed class WorkTurn(NpgsqlDataSource database, string node, BackgroundWork works)
{
    /// <summary>
    /// A session that says nothing for so long is ended by the server, and its lock let go: a machine that is gone, or a process that is
    /// stopped, keeps the work no longer than this. A holder speaks every <see cref="Look"/>.
    /// </summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks at the lock: by its holder, whether it is still held; by the others, whether it is free.</summary>
    public static TimeSpan Look { get; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// For the database to answer one look. Look and patience together are shorter than the lease: who lost it stops first.
    /// </summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(3);

    private const string SessionName = "ledger work ";

    // "ledgerw" in ASCII, and which works.
    private const long FirstKey = 0x6C656467657277_00;

    // The number is taken for its record of the commit in the write-ahead log: by its time a standby knows how far it has come, also
    // while nothing is recorded.
    private const string Holds = """
        select exists (
          select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.pid = pg_backend_pid()
            and l.classid::bigint = $1 >> 32 and l.objid::bigint = $1 & 4294967295), pg_current_xact_id()
        """;

    private const string Holder = """
        select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1
          and l.database = (select oid from pg_database where datname = current_database())
          and l.classid::bigint = $1 >> 32 and l.objid::bigint = $1 & 4294967295
        limit 1
        """;

    public string Node => node;

    private long Key => FirstKey + (long)works;

    /// <summary>
    /// A session of its own, which ends with its connection and takes its lock with it. Looks are its keepalives, on either side: TCP's own
    /// would not find a process that is stopped.
    /// </summary>
    public async Task<NpgsqlConnection> Connect(CancellationToken cancellation)
    {
        await using var pooled = database.CreateConnection();
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            ApplicationName = SessionName + node,
            Pooling = false,
            CommandTimeout = (int)Patience.TotalSeconds,
            Timeout = (int)Patience.TotalSeconds,
        };
        var connection = pooled.CloneWith(address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            // By statement and not as an option of the start, which some poolers refuse.
            await using var lease = new NpgsqlCommand("select set_config('idle_session_timeout', $1, false)", connection);
            lease.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{(int)Lease.TotalMilliseconds}" });
            await lease.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looked for again and again: to wait inside one statement would hold back the vacuum of the whole database.</summary>
    public Task<bool> TryTake(NpgsqlConnection connection, CancellationToken cancellation) =>
        Ask(connection, "select pg_try_advisory_lock($1)", cancellation);

    public Task<bool> IsHeld(NpgsqlConnection connection, CancellationToken cancellation) => Ask(connection, Holds, cancellation);

    /// <summary>The node whose turn it is; null between two turns, and where nobody works.</summary>
    public async Task<string?> Worker(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Holder);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Key });
        var name = await command.ExecuteScalarAsync(cancellation) as string;
        return name?.StartsWith(SessionName, StringComparison.Ordinal) == true ? name[SessionName.Length..] : name;
    }

    private async Task<bool> Ask(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Key });
        // The connection may lead nowhere any more, and then a cancellation on it does not come back either.
        return await command.ExecuteScalarAsync(cancellation).WaitAsync(Patience, cancellation) is true;
    }
}
