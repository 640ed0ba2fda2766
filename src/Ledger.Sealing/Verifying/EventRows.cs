using System.Runtime.CompilerServices;
using Ledger.EventStore;
using Ledger.EventStore.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Sealing.Verifying;

/// <summary>The events as they lie in the table, with gaps where there are gaps: for who looks whether all is there.</summary>
internal static class EventRows
{
    /// <summary>Rows fetched at once.</summary>
    private const int PageRows = 2_000;

    // Index Scan using pkey_mt_events_seq_id.
    private const string Page = $"select {RowReader.Columns} from public.mt_events where seq_id > $1 order by seq_id limit $2";

    private static readonly List<RecordedEvent> Nothing = [];

    /// <summary>One page is looked at while the next is on its way. The connection is free once the reading has ended.</summary>
    public static async IAsyncEnumerable<RecordedEvent> Read(
        NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var coming = ReadPage(connection, long.MinValue, cancellation);
        try
        {
            while (await coming is { Count: > 0 } page)
            {
                coming = page.Count < PageRows ? Task.FromResult(Nothing) : ReadPage(connection, page[^1].Position, cancellation);
                foreach (var recorded in page)
                    yield return recorded;
            }
        }
        finally
        {
            // Whoever stops early leaves a page on its way.
            await coming.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<List<RecordedEvent>> ReadPage(NpgsqlConnection connection, long after, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Page, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageRows });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new RowReader(reader);
        var page = new List<RecordedEvent>(PageRows);
        while (await reader.ReadAsync(cancellation))
            page.Add(rows.Read());
        return page;
    }
}
