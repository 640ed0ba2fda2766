using Ledger.EventStore;
using Npgsql;

namespace Ledger.Conformance.Store;

/// <summary>A writer that knows nothing of the store: plain SQL into Marten's tables.</summary>
public static class ForeignWriter
{
    public static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task Run(NpgsqlDataSource database, params string[] statements)
    {
        await using var connection = await database.OpenConnectionAsync();
        foreach (var sql in statements)
            await Run(connection, sql);
    }

    public static string Stream(string id, long version = 0) =>
        $"insert into mt_streams (id, version) values ('{id}', {version}) on conflict (id) do update set version = excluded.version";

    /// <summary>Inserts the events from one version to another, without saying where they stand.</summary>
    public static string Events(string stream, int from, int to, string alias = TestEvents.Happened) => $"""
        insert into mt_events (id, stream_id, version, data, type)
        select gen_random_uuid(), '{stream}', n, jsonb_build_object('n', n), '{alias}' from generate_series({from}, {to}) as n
        """;
}
