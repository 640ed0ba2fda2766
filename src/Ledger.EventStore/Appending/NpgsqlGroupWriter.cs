using Npgsql;
using NpgsqlTypes;

namespace Ledger.EventStore.Appending;

/// <summary>The native engine's: two round trips for a group, its events in one statement, their positions reserved.</summary>
internal sealed class NpgsqlGroupWriter(NpgsqlDataSource database) : GroupWriter(database)
{
    // If another process has made the stream since we looked, the events' unique index on stream and version ends the transaction.
    internal const string MoveStreams = """
        insert into public.mt_streams as s (id, type, version, timestamp, created)
        select u.id, u.type, u.version, now(), now() from unnest($1, $2, $3) as u (id, type, version)
        on conflict (id) do update set version = greatest(s.version, excluded.version), timestamp = excluded.timestamp
        """;

    private const string InsertEvents = """
        with head as materialized (select position, recorded_at from ledger.reserve())
        insert into public.mt_events
          (seq_id, id, stream_id, version, data, type, mt_dotnet_type, correlation_id, causation_id, user_name, timestamp)
        select head.position + e.n, e.id, e.stream_id, e.version, e.data, e.type, e.dotnet, e.correlation, e.causation, e.actor,
          head.recorded_at
        from head,
          unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) with ordinality
            as e (id, stream_id, version, data, type, dotnet, correlation, causation, actor, n)
        """;

    protected override async Task<long> Write(NpgsqlTransaction transaction, GroupPlan plan)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        if (plan.Events.Count > 0)
        {
            AddStreams(batch, plan.Streams.Moved);
            AddEvents(batch, plan.Events);
        }

        return await Commit(batch, plan);
    }

    internal static void AddStreams(NpgsqlBatch batch, IEnumerable<KeyValuePair<string, (string? Type, long Version)>> moved)
    {
        var sorted = moved.OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        batch.Add(MoveStreams,
            new NpgsqlParameter<string[]> { TypedValue = [.. sorted.Select(one => one.Key)] },
            new NpgsqlParameter<string?[]> { TypedValue = [.. sorted.Select(one => one.Value.Type)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. sorted.Select(one => one.Value.Version)] });
    }

    private static void AddEvents(NpgsqlBatch batch, EventColumns events) => batch.Add(InsertEvents,
        new NpgsqlParameter<List<Guid>> { TypedValue = events.Ids },
        new NpgsqlParameter<List<string>> { TypedValue = events.Streams },
        new NpgsqlParameter<List<long>> { TypedValue = events.Versions },
        new NpgsqlParameter<List<ReadOnlyMemory<byte>>>
        {
            TypedValue = events.Bodies,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        },
        new NpgsqlParameter<List<string>> { TypedValue = events.Types },
        new NpgsqlParameter<List<string?>> { TypedValue = events.DotNetTypes },
        new NpgsqlParameter<List<string?>> { TypedValue = events.Correlations },
        new NpgsqlParameter<List<string?>> { TypedValue = events.Causations },
        new NpgsqlParameter<List<string?>> { TypedValue = events.Actors });
}
