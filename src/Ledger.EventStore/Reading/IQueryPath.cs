using System.Data.Common;
using Npgsql;

namespace Ledger.EventStore.Reading;

/// <summary>How a query reaches the database: what else happens to it on the way is the engine's.</summary>
internal interface IQueryPath
{
    /// <param name="command">Without a connection; the path's to dispose.</param>
    Task<T> Run<T>(NpgsqlCommand command, Func<DbDataReader, Task<T>> read, CancellationToken cancellation);
}

/// <summary>Straight from the pool.</summary>
internal sealed class PooledQueries(NpgsqlDataSource database) : IQueryPath
{
    public async Task<T> Run<T>(NpgsqlCommand command, Func<DbDataReader, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using (command)
        {
            command.Connection = connection;
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await read(reader);
        }
    }
}
