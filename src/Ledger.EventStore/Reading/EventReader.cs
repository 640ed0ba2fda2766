using System.Data.Common;
using Ledger.EventStore.Appending;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.EventStore.Reading;

/// <summary>The store's queries. Each is one statement, so one snapshot.</summary>
internal sealed class EventReader(IQueryPath queries)
{
    // Index Scan using pkey_mt_events_seq_id. Positions are gapless, so a page is a range and needs no limit.
    private const string Range = $"select {RowReader.Columns} from public.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id";

    // The same scan; rows of other types are passed over where they lie.
    private const string RangeOfTypes = $"""
        select {RowReader.Columns} from public.mt_events
        where seq_id > $1 and seq_id <= $2 and type = any($3) order by seq_id limit $4
        """;

    // Index Scan using pk_mt_events_stream_and_version, which also gives the order.
    private const string Streams = $"""
        select {RowReader.Columns} from public.mt_events
        where stream_id = any($1) and version <= $2 and seq_id <= $3
          and ($4 is null or seq_id <= (select ledger.position_at($4)))
        order by stream_id collate "C", version
        """;

    private const string OneStream = $"""
        select {RowReader.Columns} from public.mt_events
        where stream_id = $1 and version <= $2 and seq_id <= $3
          and ($4 is null or seq_id <= (select ledger.position_at($4)))
        order by version
        """;

    public async Task<StreamSlice> ReadStream(string stream, UpTo upTo, CancellationToken cancellation)
    {
        if (!RequestCheck.IsStreamId(stream))
            return Slice(stream, []);
        var events = await Read(OneStream, new NpgsqlParameter<string> { TypedValue = stream }, upTo, cancellation);
        return Slice(stream, events);
    }

    public async Task<IReadOnlyDictionary<string, StreamSlice>> ReadStreams(
        IReadOnlyCollection<string> streams, UpTo upTo, CancellationToken cancellation)
    {
        var ids = streams.Distinct(StringComparer.Ordinal).ToArray();
        var asked = new NpgsqlParameter<string[]> { TypedValue = [.. ids.Where(RequestCheck.IsStreamId)] };
        var events = await Read(Streams, asked, upTo, cancellation);
        var slices = new Dictionary<string, StreamSlice>(ids.Length, StringComparer.Ordinal);
        for (int start = 0, end; start < events.Count; start = end)
        {
            for (end = start + 1; end < events.Count && events[end].StreamId == events[start].StreamId;)
                end++;
            slices.Add(events[start].StreamId, Slice(events[start].StreamId, events.GetRange(start, end - start)));
        }

        foreach (var id in ids)
            slices.TryAdd(id, new StreamSlice(id, 0, []));
        return slices;
    }

    /// <exception cref="InvalidDataException">A position is missing: the store has been tampered with.</exception>
    public async Task<List<RecordedEvent>> ReadRange(long after, long to, CancellationToken cancellation)
    {
        var events = await Read(
            new NpgsqlCommand(Range)
            {
                Parameters = { new NpgsqlParameter<long> { TypedValue = after }, new NpgsqlParameter<long> { TypedValue = to } },
            },
            cancellation);
        // It costs nothing to look, and whatever is built on a gap would be wrong without a sign.
        for (var at = 0; at < events.Count; at++)
        {
            if (events[at].Position != after + 1 + at)
                throw new InvalidDataException($"Position {after + 1 + at} is missing from mt_events; next is {events[at].Position}.");
        }

        return events;
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadTypes(
        long after, long to, IReadOnlyCollection<string> types, int most, CancellationToken cancellation) =>
        await Read(
            new NpgsqlCommand(RangeOfTypes)
            {
                Parameters =
                {
                    new NpgsqlParameter<long> { TypedValue = after },
                    new NpgsqlParameter<long> { TypedValue = to },
                    new NpgsqlParameter<string[]> { TypedValue = [.. types], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                    new NpgsqlParameter<int> { TypedValue = most },
                },
            },
            cancellation);

    public Task<long> Head(CancellationToken cancellation) => Number(new NpgsqlCommand("select position from ledger.head"), cancellation);

    public Task<long> PositionAt(DateTimeOffset time, CancellationToken cancellation)
    {
        var bound = new NpgsqlParameter<DateTime> { TypedValue = time.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
        return Number(new NpgsqlCommand("select ledger.position_at($1)") { Parameters = { bound } }, cancellation);
    }

    public async Task<AppendOutcome?> Earlier(IdempotencyKey key, CancellationToken cancellation)
    {
        if (RequestCheck.Fault(key) is { } fault)
            return new AppendOutcome.Invalid(fault);
        var command = new NpgsqlCommand(Answers.Query) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = [key.Key] } } };
        var answers = await queries.Run(command, reader => Answers.Read(reader, cancellation), cancellation);
        return answers.GetValueOrDefault(key.Key)?.To(key);
    }

    private async Task<List<RecordedEvent>> Read(string sql, NpgsqlParameter streams, UpTo upTo, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(sql);
        command.Parameters.Add(streams);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo.Version ?? long.MaxValue });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo.Position ?? long.MaxValue });
        command.Parameters.Add(new() { Value = upTo.Time?.UtcDateTime ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return await Read(command, cancellation);
    }

    private Task<List<RecordedEvent>> Read(NpgsqlCommand command, CancellationToken cancellation) => queries.Run(
        command,
        async reader =>
        {
            var rows = new RowReader(reader);
            var events = new List<RecordedEvent>();
            while (await reader.ReadAsync(cancellation))
                events.Add(rows.Read());
            return events;
        },
        cancellation);

    private Task<long> Number(NpgsqlCommand command, CancellationToken cancellation) => queries.Run(
        command, async reader => await reader.ReadAsync(cancellation) ? reader.GetInt64(0) : 0, cancellation);

    private static StreamSlice Slice(string stream, List<RecordedEvent> events) =>
        new(stream, events.Count == 0 ? 0 : events[^1].Version, events);
}
