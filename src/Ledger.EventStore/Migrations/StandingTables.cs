using Npgsql;

namespace Ledger.EventStore.Migrations;

/// <summary>
/// Looks at event tables that a Marten store has left in the database, before anything is done to them. Those of the ledger's own form
/// are taken over as they are; others, such as a store's whose streams are named by Guids, cannot be, and are not touched.
/// </summary>
internal static class StandingTables
{
    // information_schema shows what the role may see; a table that it may not see is refused by the first step itself.
    private const string Unlike = """
        select w.tab || '.' || w.col || coalesce(' is ' || c.udt_name || ' and not ' || w.typ, ' is missing')
        from unnest($1, $2, $3) with ordinality as w (tab, col, typ, n)
        left join information_schema.columns c
          on c.table_schema = 'public' and c.table_name = w.tab and c.column_name = w.col
        where to_regclass('ledger.migration') is null and to_regclass('public.' || w.tab) is not null
          and c.udt_name is distinct from w.typ
        order by w.n
        """;

    private static readonly (string Table, string Column, string Type)[] Wanted =
    [
        .. Of("mt_streams", "id varchar", "type varchar", "version int8", "timestamp timestamptz", "created timestamptz",
            "tenant_id varchar", "is_archived bool"),
        .. Of("mt_events", "seq_id int8", "id uuid", "stream_id varchar", "version int8", "data jsonb", "bdata bytea", "type varchar",
            "timestamp timestamptz", "tenant_id varchar", "mt_dotnet_type varchar", "correlation_id varchar", "causation_id varchar",
            "headers jsonb", "user_name varchar", "is_archived bool"),
    ];

    /// <exception cref="MigrationException">Event tables of another form stand there. Names each column that differs.</exception>
    public static async Task Check(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Unlike);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Wanted.Select(one => one.Table)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Wanted.Select(one => one.Column)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Wanted.Select(one => one.Type)] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var unlike = new List<string>();
        while (await reader.ReadAsync(cancellation))
            unlike.Add(reader.GetString(0));
        if (unlike.Count > 0)
            throw new MigrationException(
                $"The database has a Marten store of another form: {string.Join(", ", unlike)}. Only one of Marten 9 with string stream "
                + "identity and all metadata columns can be taken over. Name another database; nothing was changed in this one.");
    }

    private static IEnumerable<(string, string, string)> Of(string table, params string[] columns) =>
        columns.Select(column => (table, column.Split(' ')[0], column.Split(' ')[1]));
}
