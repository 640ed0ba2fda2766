using System.Data;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.EventStore.Appending;

/// <summary>
/// Carries a group of requests in one transaction and two round trips: lock and read; then write, number and commit. The order of
/// locks is Marten's: streams, sorted, then the head.
/// </summary>
internal sealed class GroupWriter(NpgsqlDataSource database) : IGroupWriter
{
    // "no key update" and not "update": the foreign key's check of a writer who already holds the head must not wait for us.
    // The events' own highest version counts beside the stream's: plain SQL may have added events and not said so there.
    private const string LockStreams = """
        select s.id, greatest(s.version, (select max(e.version) from public.mt_events e where e.stream_id = s.id), 0)
        from public.mt_streams s where s.id = any($1) order by s.id collate "C" for no key update of s
        """;

    // If another process has made the stream since we looked, the events' unique index on stream and version ends the transaction.
    internal const string MoveStreams = """
        insert into public.mt_streams as s (id, type, version, timestamp, created)
        select u.id, u.type, u.version, now(), now() from unnest($1, $2, $3) as u (id, type, version)
        on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
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

    private const string InsertKeys = """
        insert into ledger.idempotency (key, digest, first_position, last_position, versions)
        select k.key, k.digest, head.position - $6 + k.first, head.position - $6 + k.last, k.versions
        from ledger.head, unnest($1, $2, $3, $4, $5) as k (key, digest, first, last, versions)
        """;

    // The statements are prepared once and their plans kept. A plan made while a table was small would read all of it, and go on
    // doing so while the table grows, until the next analyze: so indexes it is, from the first row. The price that the planner puts
    // on what is switched off would call up its compiler, which has no place in statements this short.
    private const string SessionSettings = "set enable_seqscan = off; set jit = off";

    private const string ReadHead = "select position from ledger.head";

    private NpgsqlConnection? connection;

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        connection = null;
    }

    public async Task<AppendOutcome[]> Write(IReadOnlyList<AppendRequest> requests, CancellationToken cancellation)
    {
        var kept = connection is not null;
        connection ??= await Open(cancellation);
        try
        {
            GroupPlan plan;
            try
            {
                plan = await LockAndRead(requests, cancellation);
            }
            catch (NpgsqlException) when (kept && connection.State != ConnectionState.Open)
            {
                // The server was restarted since the last group. Nothing has been written yet, so a new connection is as good.
                await DisposeAsync();
                return await Write(requests, cancellation);
            }

            var answers = requests.Select(plan.Decide).ToList();
            var head = await WriteAndCommit(plan, cancellation);
            return [.. answers.Select(answer => answer(head))];
        }
        catch
        {
            // Back to the pool, which rolls back what is open, or away if it is broken.
            await DisposeAsync();
            throw;
        }
    }

    private async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var opened = await database.OpenConnectionAsync(cancellation);
        await using var settings = new NpgsqlCommand(SessionSettings, opened);
        await settings.ExecuteNonQueryAsync(cancellation);
        return opened;
    }

    private async Task<GroupPlan> LockAndRead(IReadOnlyList<AppendRequest> requests, CancellationToken cancellation)
    {
        var streams = requests.SelectMany(one => one.Streams).Select(one => one.StreamId).Distinct(StringComparer.Ordinal).ToArray();
        var keys = requests.Where(one => one.Idempotency is not null).Select(one => one.Idempotency!.Key).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("begin");
        batch.Add(LockStreams, new NpgsqlParameter<string[]> { TypedValue = streams });
        if (keys.Length > 0)
            batch.Add(Answers.Query, new NpgsqlParameter<string[]> { TypedValue = keys });
        await batch.PrepareAsync(cancellation);

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            versions.Add(reader.GetString(0), reader.GetInt64(1));
        var answers = keys.Length > 0 && await reader.NextResultAsync(cancellation) ? await Answers.Read(reader, cancellation) : [];
        return new GroupPlan(versions, answers);
    }

    /// <returns>The head before the group.</returns>
    private async Task<long> WriteAndCommit(GroupPlan plan, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (plan.Events.Count > 0)
        {
            AddStreams(batch, plan.Streams.Moved);
            AddEvents(batch, plan.Events);
        }

        if (plan.Keys.Count > 0)
            AddKeys(batch, plan);
        batch.Add(ReadHead);
        batch.Add("commit");
        await batch.PrepareAsync(cancellation);
        // From here on nobody gives up: whether it was written must be known.
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var head = reader.GetInt64(0);
        while (await reader.NextResultAsync(CancellationToken.None))
        {
            // The commit's own answer, or its error.
        }

        return head - plan.Events.Count;
    }

    internal static void AddStreams(NpgsqlBatch batch, IReadOnlyDictionary<string, (string? Type, long Version)> moved)
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
        new NpgsqlParameter<List<byte[]>> { TypedValue = events.Bodies, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
        new NpgsqlParameter<List<string>> { TypedValue = events.Types },
        new NpgsqlParameter<List<string?>> { TypedValue = events.DotNetTypes },
        new NpgsqlParameter<List<string?>> { TypedValue = events.Correlations },
        new NpgsqlParameter<List<string?>> { TypedValue = events.Causations },
        new NpgsqlParameter<List<string?>> { TypedValue = events.Actors });

    private static void AddKeys(NpgsqlBatch batch, GroupPlan plan)
    {
        var keys = plan.Keys.OrderBy(one => one.Key.Key, StringComparer.Ordinal).ToList();
        batch.Add(InsertKeys,
            new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(one => one.Key.Key)] },
            new NpgsqlParameter<byte[][]> { TypedValue = [.. keys.Select(one => one.Key.RequestDigest.ToArray())] },
            new NpgsqlParameter<long[]> { TypedValue = [.. keys.Select(one => one.First)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. keys.Select(one => one.Last)] },
            new NpgsqlParameter<string[]>
            {
                TypedValue = [.. keys.Select(one => JsonSerializer.Serialize(one.Versions))],
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            },
            new NpgsqlParameter<long> { TypedValue = plan.Events.Count });
    }
}
