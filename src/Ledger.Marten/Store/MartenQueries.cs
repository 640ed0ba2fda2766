using System.Data.Common;
using Ledger.EventStore.Reading;
using Marten;
using Marten.Internal;
using Npgsql;

namespace Ledger.Marten.Store;

/// <summary>
/// Through a query session of Marten's: with its connections, its retries of reads, its logging and its traces. What comes back are rows
/// and not Marten's events, because the port promises bodies as the database gives them, and of kinds that this program does not know.
/// </summary>
internal sealed class MartenQueries(IDocumentStore documents) : IQueryPath
{
    public async Task<T> Run<T>(NpgsqlCommand command, Func<DbDataReader, Task<T>> read, CancellationToken cancellation)
    {
        await using var session = documents.QuerySession();
        await using (command)
        {
            await using var reader = await ((IMartenSession)session).ExecuteReaderAsync(command, cancellation);
            return await read(reader);
        }
    }
}
