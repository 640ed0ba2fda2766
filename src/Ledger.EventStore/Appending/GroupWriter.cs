using System.Data;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.EventStore.Appending;

/// <summary>
/// Carries a group of requests in one transaction: lock and read; decide; then write, number and commit. The order of locks is
/// Marten's: streams, sorted, then the head. How the events are written is the engine's.
/// </summary>
internal abstract class GroupWriter(NpgsqlDataSource database) : IGroupWriter
{
    // "no key update" and not "update": the foreign key's check of a writer who already holds the head must not wait for us.
    // The events' own highest version counts beside the stream's: plain SQL may have added events and not said so there.
    private const string LockStreams = """
        select s.id, coalesce(s.version, 0), coalesce((select max(e.version) from public.mt_events e where e.stream_id = s.id), 0)
        from public.mt_streams s where s.id = any($1) order by s.id collate "C" for no key update of s
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

    public virtual int EventsPerGroup => StoreLimits.EventsPerGroup;

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
            // Goes out with the first statement.
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            GroupPlan plan;
            try
            {
                plan = await LockAndRead(connection, requests, cancellation);
            }
            catch (NpgsqlException) when (kept && connection.State != ConnectionState.Open)
            {
                // The server was restarted since the last group. Nothing has been written yet, so a new connection is as good.
                await DisposeAsync();
                return await Write(requests, cancellation);
            }

            var answers = requests.Select(plan.Decide).ToList();
            // From here on nobody gives up: whether it was written must be known.
            var head = await Write(transaction, plan);
            return [.. answers.Select(answer => answer(head))];
        }
        catch
        {
            // Back to the pool, which rolls back what is open, or away if it is broken.
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes what was decided and ends with <see cref="Commit"/>.</summary>
    /// <returns>The head before the group.</returns>
    protected abstract Task<long> Write(NpgsqlTransaction transaction, GroupPlan plan);

    /// <summary>Sends what the batch has so far, then the keys, and commits.</summary>
    /// <returns>The head before the group.</returns>
    protected static async Task<long> Commit(NpgsqlBatch batch, GroupPlan plan)
    {
        if (plan.Keys.Count > 0)
            AddKeys(batch, plan);
        batch.Add(ReadHead);
        batch.Add("commit");
        await batch.PrepareAsync(CancellationToken.None);
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var head = reader.GetInt64(0);
        while (await reader.NextResultAsync(CancellationToken.None))
        {
            // The commit's own answer, or its error.
        }

        return head - plan.Events.Count;
    }

    private async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var opened = await database.OpenConnectionAsync(cancellation);
        await using var settings = new NpgsqlCommand(SessionSettings, opened);
        await settings.ExecuteNonQueryAsync(cancellation);
        return opened;
    }

    /// <summary>Locks the streams that requests name and reads what is to be decided on.</summary>
    /// <param name="connection">In a transaction.</param>
    internal static async Task<GroupPlan> LockAndRead(
        NpgsqlConnection connection, IReadOnlyList<AppendRequest> requests, CancellationToken cancellation)
    {
        var streams = requests.SelectMany(one => one.Streams).Select(one => one.StreamId).Distinct(StringComparer.Ordinal).ToArray();
        var keys = requests.Where(one => one.Idempotency is not null).Select(one => one.Idempotency!.Key).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(LockStreams, new NpgsqlParameter<string[]> { TypedValue = streams });
        if (keys.Length > 0)
            batch.Add(Answers.Query, new NpgsqlParameter<string[]> { TypedValue = keys });
        await batch.PrepareAsync(cancellation);

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        var behind = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            var (said, counted) = (reader.GetInt64(1), reader.GetInt64(2));
            versions.Add(reader.GetString(0), Math.Max(said, counted));
            if (said < counted)
                behind.Add(reader.GetString(0));
        }

        var answers = keys.Length > 0 && await reader.NextResultAsync(cancellation) ? await Answers.Read(reader, cancellation) : [];
        return new GroupPlan(versions, behind, answers);
    }

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
