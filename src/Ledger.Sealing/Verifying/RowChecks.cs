using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Sealing.Verifying;

/// <summary>
/// What SQL can say of the rows by itself: streams without holes, versions that agree, a head that is the last position, and nothing in the
/// columns that no leaf holds.
/// </summary>
internal static class RowChecks
{
    // Reads pk_mt_events_stream_and_version in its order: a stream's versions count from 1 and rise with the positions.
    private const string Streams = """
        select stream_id, version, seq_id, before, before_seq from (
          select stream_id, version, seq_id,
                 lag(version) over w as before, lag(seq_id) over w as before_seq
          from public.mt_events window w as (partition by stream_id order by version)
        ) v
        where version <> coalesce(before, 0) + 1 or seq_id <= coalesce(before_seq, 0)
        order by seq_id limit $1
        """;

    private const string StreamRows = """
        select coalesce(s.id, e.stream_id), s.version, e.version
        from public.mt_streams s
        full join (select stream_id, max(version) as version from public.mt_events group by stream_id) e on e.stream_id = s.id
        where s.version is distinct from e.version and not (e.version is null and coalesce(s.version, 0) = 0)
        order by 1 limit $1
        """;

    private const string Unsealed = """
        select seq_id, stream_id,
               concat_ws(', ', case when bdata is not null then 'bdata' end,
                 case when tenant_id is distinct from '*DEFAULT*' then 'tenant_id' end,
                 case when is_archived is not false then 'is_archived' end,
                 case when mt_dotnet_type is not null and c.name is not null and mt_dotnet_type <> c.name then 'mt_dotnet_type' end)
        from public.mt_events e left join unnest($2, $3) as c (type, name) on c.type = e.type
        where bdata is not null or tenant_id is distinct from '*DEFAULT*' or is_archived is not false
          or (mt_dotnet_type is not null and c.name is not null and mt_dotnet_type <> c.name)
        order by seq_id limit $1
        """;

    private const string Head = """
        select h.position, l.seq_id, l.timestamp is null or h.recorded_at = l.timestamp
        from ledger.head h
        left join (select seq_id, timestamp from public.mt_events order by seq_id desc limit 1) l on true
        """;

    /// <param name="dotNetTypes">For each alias that is known, the .NET type that Marten's column names.</param>
    public static async Task Run(
        NpgsqlConnection connection, IReadOnlyDictionary<string, string> dotNetTypes, Findings findings, CancellationToken cancellation)
    {
        await Ask(connection, Streams, null, row => findings.Add(Hole(row)), cancellation);
        await Ask(connection, StreamRows, null, row => findings.Add(StreamRow(row)), cancellation);
        await Ask(connection, Unsealed, dotNetTypes, row => findings.Add(new Finding(
            "event.column-changed", $"列 {row.GetString(2)} 的值不应如此", $"Column {row.GetString(2)} has a value that it never gets.",
            row.GetInt64(0), Stream: Text(row, 1))), cancellation);
        await CheckHead(connection, findings, cancellation);
    }

    private static async Task Ask(
        NpgsqlConnection connection, string sql, IReadOnlyDictionary<string, string>? types, Action<NpgsqlDataReader> found,
        CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Findings.ToldOfOneKind });
        if (types is not null)
        {
            const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Varchar;
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. types.Keys], NpgsqlDbType = Texts });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. types.Values], NpgsqlDbType = Texts });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found(reader);
    }

    private static Finding Hole(NpgsqlDataReader row)
    {
        var (version, before) = (row.GetInt64(1), row.IsDBNull(3) ? 0 : row.GetInt64(3));
        var inOrder = version == before + 1;
        return new Finding(
            inOrder ? "stream.order" : "stream.hole",
            inOrder ? $"版本 {version} 的位置早于其前一版本" : $"版本 {before} 之后是版本 {version}",
            inOrder ? $"Version {version} stands before the version that it follows." : $"After version {before} comes version {version}.",
            row.GetInt64(2), Stream: Text(row, 0));
    }

    private static Finding StreamRow(NpgsqlDataReader row)
    {
        var (kept, counted) = (Number(row, 1), Number(row, 2));
        return new Finding(
            "stream.version", $"mt_streams 记为版本 {kept}，事实共 {counted} 条", $"mt_streams says version {kept}; its events come to {counted}.",
            Stream: Text(row, 0), Object: "public.mt_streams");
    }

    private static async Task CheckHead(NpgsqlConnection connection, Findings findings, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Head, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            findings.Add(new Finding("head.missing", "ledger.head 没有行", "ledger.head has no row.", Object: "ledger.head"));
        else if (reader.GetInt64(0) is var kept && (reader.IsDBNull(1) ? 0 : reader.GetInt64(1)) is var last && kept != last)
            findings.Add(new Finding(
                "head.differs", $"ledger.head 记为位置 {kept}，最后一条事实在位置 {last}",
                $"ledger.head says position {kept}; the last event stands at {last}.",
                Math.Min(kept, last) + 1, Math.Max(kept, last), Object: "ledger.head"));
        else if (!reader.GetBoolean(2))
            findings.Add(new Finding(
                "head.time",
                "ledger.head 的时间不是最后一条事实的时间：此后的事实会带上错误的时间",
                "The time of ledger.head is not that of the last event: what comes next would be given a wrong time.",
                Object: "ledger.head"));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string Number(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? "—" : row.GetInt64(column).ToString(CultureInfo.InvariantCulture);
}
