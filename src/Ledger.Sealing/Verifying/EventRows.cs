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

    public static async IAsyncEnumerable<RecordedEvent> Read(
        NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = long.MinValue;
        while (true)
        {
            var page = await ReadPage(connection, after, cancellation);
            foreach (var recorded in page)
                yield return recorded;
            if (page.Count < PageRows)
                yield break;
            after = page[^1].Position;
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
