using Npgsql;
using NpgsqlTypes;

namespace Ledger.EventStore.Appending;

/// <summary>One bulk append: one transaction, the events by binary COPY with positions reserved beforehand.</summary>
internal sealed class BulkWriter(NpgsqlDataSource database)
{
    /// <summary>Seconds that one statement of a bulk append may take, waiting for the head included.</summary>
    private const int TimeoutSeconds = 300;

    // A join and not "= any": the ids may be two hundred thousand.
    private const string LockStreams = """
        select s.id, greatest(s.version, (select max(e.version) from public.mt_events e where e.stream_id = s.id), 0)
        from unnest($1) as u (id) join public.mt_streams s on s.id = u.id
        order by s.id collate "C" for no key update of s
        """;

    private const string Reserve = "select position, recorded_at from ledger.reserve()";

    private const string Copy = """
        copy public.mt_events
          (seq_id, id, stream_id, version, data, type, mt_dotnet_type, correlation_id, causation_id, user_name, timestamp)
        from stdin (format binary)
        """;

    public async Task<AppendOutcome> Write(IReadOnlyList<StreamAppend> appends, EventMetadata metadata, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var streams = new StreamVersions(await Lock(connection, appends, cancellation));
        if (streams.Conflict(appends) is { } conflict)
            return conflict;

        var events = new EventColumns();
        var versions = streams.Take(appends, metadata, events);
        var (head, recordedAt) = await MoveStreams(connection, streams, cancellation);
        if (events.Count > 0)
            await CopyEvents(connection, events, head, recordedAt, cancellation);
        // Not to be given up: whether it was written must be known.
        await transaction.CommitAsync(CancellationToken.None);
        return new AppendOutcome.Appended(head + 1, head + events.Count, versions, false);
    }

    private static async Task<Dictionary<string, long>> Lock(
        NpgsqlConnection connection, IReadOnlyList<StreamAppend> appends, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockStreams, connection) { CommandTimeout = TimeoutSeconds };
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. appends.Select(one => one.StreamId)] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            versions.Add(reader.GetString(0), reader.GetInt64(1));
        return versions;
    }

    private static async Task<(long Head, DateTime RecordedAt)> MoveStreams(
        NpgsqlConnection connection, StreamVersions streams, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = TimeoutSeconds };
        if (streams.Moved.Count > 0)
            NpgsqlGroupWriter.AddStreams(batch, streams.Moved);
        batch.Add(Reserve);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetDateTime(1));
    }

    private static async Task CopyEvents(
        NpgsqlConnection connection, EventColumns events, long head, DateTime recordedAt, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellation);
        copy.Timeout = TimeSpan.FromSeconds(TimeoutSeconds);
        for (var at = 0; at < events.Count; at++)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(head + 1 + at, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(events.Ids[at], NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync(events.Streams[at], NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(events.Versions[at], NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(events.Bodies[at], NpgsqlDbType.Jsonb, cancellation);
            await copy.WriteAsync(events.Types[at], NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(events.DotNetTypes[at], NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(events.Correlations[at], NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(events.Causations[at], NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(events.Actors[at], NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(recordedAt, NpgsqlDbType.TimestampTz, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }
}
