using System.Data;
using Npgsql;

namespace Ledger.Sealing.Verifying;

/// <summary>
/// One moment of the database, seen through several connections: events, tiles and checkpoints are held against each other as they stood
/// together, while the ledger goes on being written and sealed.
/// </summary>
internal sealed class LogSnapshot : IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly List<NpgsqlConnection> open = [];
    private string? id;

    private LogSnapshot(NpgsqlDataSource database) => this.database = database;

    public static async Task<LogSnapshot> Take(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var snapshot = new LogSnapshot(database);
        var first = await snapshot.Connection(cancellation);
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", first);
        snapshot.id = (string)(await export.ExecuteScalarAsync(cancellation))!;
        return snapshot;
    }

    /// <summary>A connection that sees this moment and can write nothing. The snapshot closes it.</summary>
    public async Task<NpgsqlConnection> Connection(CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        open.Add(connection);
        // Ends with the connection, which goes back to the pool clean.
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        // A literal, because the statement takes no parameters; it is the server's own word.
        await using var command = new NpgsqlCommand(
            id is null ? "set transaction read only" : $"set transaction snapshot '{id}'; set transaction read only", connection);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        // The first one last: the others stand on its snapshot.
        for (var at = open.Count - 1; at >= 0; at--)
            await open[at].DisposeAsync();
    }
}
