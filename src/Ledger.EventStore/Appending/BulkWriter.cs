using Npgsql;

namespace Ledger.EventStore.Appending;

/// <summary>
/// One bulk append: one transaction, the events by binary COPY with positions that are known beforehand. They are reserved under the head's
/// lock, or counted on from a bulk append that is still being written, if this one is next in the queue: then both are sent at once, and
/// this one ends after that one. The database holds the positions against the head in both cases.
/// </summary>
internal sealed class BulkWriter(NpgsqlDataSource database)
{
    /// <summary>Seconds that one statement of a bulk append may take, waiting for the head included.</summary>
    internal const int TimeoutSeconds = 300;

    // A join and not "= any": the ids may be two hundred thousand.
    private const string LockStreams = """
        select s.id, greatest(s.version, (select max(e.version) from public.mt_events e where e.stream_id = s.id), 0)
        from unnest($1) as u (id) join public.mt_streams s on s.id = u.id
        order by s.id collate "C" for no key update of s
        """;

    private const string Reserve = "select position, recorded_at, pg_backend_pid() from ledger.reserve()";

    // What reserve() does but for the locks: the one before has them, and the turn says who has them next.
    private const string CountOn = "select $1, greatest($2, clock_timestamp()), $3, set_config('ledger.positions', 'reserved', true)";

    public async Task<AppendOutcome> Write(
        BulkStep step, IReadOnlyList<StreamAppend> appends, EventMetadata metadata, CancellationToken cancellation)
    {
        // Ends after the transaction that it is kept for.
        await using var turn = new Turn(database);
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

        if (await Number(connection, step, turn, appends.Sum(append => append.Events.Count), cancellation) is not { } place)
            return new AppendOutcome.NothingBefore();
        step.Placed(place);
        Task<bool> MayEnd() => step.IsBeforeWritten(cancellation);
        var mayCommit = place.Last > place.Head
            ? await EventCopy.Send(connection, appends, streams, metadata, place, MayEnd, cancellation)
            : await MayEnd();
        if (!mayCommit)
            return new AppendOutcome.NothingBefore();
        cancellation.ThrowIfCancellationRequested();
        // Not to be given up: whether it was written must be known.
        await transaction.CommitAsync(CancellationToken.None);
        step.Written();
        return new AppendOutcome.Appended(place.Head + 1, place.Last, streams.Of(appends), false);
    }

    /// <returns>Null when the one before has not been written.</returns>
    private static async Task<Place?> Number(
        NpgsqlConnection connection, BulkStep step, Turn turn, int events, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Reserve, connection) { CommandTimeout = TimeoutSeconds };
        if (step.Ahead is { } ahead && await turn.TakeBehind(ahead.Session, () => step.Ahead is not null, connection, cancellation))
        {
            command.CommandText = CountOn;
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ahead.Last });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = ahead.RecordedAt });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = turn.Session });
        }
        else if (!await step.IsBeforeWritten(cancellation))
        {
            // Asked before, for whoever has the head must not wait here for one who waits for it.
            return null;
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var head = reader.GetInt64(0);
        return new Place(head, head + events, reader.GetDateTime(1), reader.GetInt32(2));
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
}
