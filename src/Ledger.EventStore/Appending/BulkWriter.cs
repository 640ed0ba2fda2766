using Npgsql;

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

    public async Task<AppendOutcome> Write(
        BulkStep step, IReadOnlyList<StreamAppend> appends, EventMetadata metadata, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var streams = new StreamVersions([]);
        var (apart, shared) = step.Split(appends);
        if (await Take(connection, streams, apart, cancellation) is { } conflict)
            return conflict;
        // Streams that the one before has made are to be seen only when it has ended.
        if (shared.Count > 0 && !await step.IsBeforeWritten(cancellation))
            return new AppendOutcome.NothingBefore();
        if (await Take(connection, streams, shared, cancellation) is { } late)
            return late;

        if (await step.Fault is { } fault)
            return new AppendOutcome.Invalid(fault);

        var events = appends.Sum(append => append.Events.Count);
        var (head, recordedAt) = await ReserveHead(connection, cancellation);
        step.Placed();
        if (events > 0)
            await EventCopy.Send(
                connection, appends, streams, metadata, head + 1, recordedAt, TimeSpan.FromSeconds(TimeoutSeconds), cancellation);
        // The head was had, so the one before has ended and says at once how.
        if (!await step.IsBeforeWritten(cancellation))
            return new AppendOutcome.NothingBefore();
        cancellation.ThrowIfCancellationRequested();
        // Not to be given up: whether it was written must be known.
        await transaction.CommitAsync(CancellationToken.None);
        step.Written();
        return new AppendOutcome.Appended(head + 1, head + events, streams.Of(appends), false);
    }

    /// <summary>Locks streams, holds them against the versions that are expected, and moves them.</summary>
    private static async Task<AppendOutcome.VersionConflict?> Take(
        NpgsqlConnection connection, StreamVersions streams, IReadOnlyList<StreamAppend> appends, CancellationToken cancellation)
    {
        if (appends.Count == 0)
            return null;
        await Lock(connection, streams, appends, cancellation);
        if (streams.Conflict(appends) is { } conflict)
            return conflict;
        streams.Move(appends);
        await using var batch = new NpgsqlBatch(connection) { Timeout = TimeoutSeconds };
        NpgsqlGroupWriter.AddStreams(batch, appends.Where(append => append.Events.Count > 0)
            .Select(append => KeyValuePair.Create(append.StreamId, streams.Moved[append.StreamId])));
        await batch.ExecuteNonQueryAsync(cancellation);
        return null;
    }

    private static async Task Lock(
        NpgsqlConnection connection, StreamVersions streams, IReadOnlyList<StreamAppend> appends, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockStreams, connection) { CommandTimeout = TimeoutSeconds };
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. appends.Select(one => one.StreamId)] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            streams.Learn(reader.GetString(0), reader.GetInt64(1));
    }

    private static async Task<(long Head, DateTime RecordedAt)> ReserveHead(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Reserve, connection) { CommandTimeout = TimeoutSeconds };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetDateTime(1));
    }
}
