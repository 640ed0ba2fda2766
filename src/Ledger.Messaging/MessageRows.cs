using System.Text;
using Npgsql;

namespace Ledger.Messaging;

/// <summary>Looks at the outbox and its dead letters, and puts these back.</summary>
internal sealed class MessageRows(NpgsqlDataSource database, TimeProvider time)
{
    private const string CountAll = """
        select count(*) filter (where due_at <= $1), count(*) filter (where due_at > $1), count(*) filter (where last_error is not null),
          (select count(*) from ledger.dead_letter), min(next_at) filter (where next_at <= $1)
        from ledger.message
        """;

    // Each index gives its own in order: two short reads, however much waits.
    private const string Soonest = """
        select id, type, body, next_at, attempts, last_error from (
          (select * from ledger.message where attempts = 0 order by next_at, id limit $1) union all
          (select * from ledger.message where attempts > 0 order by next_at, id limit $1)) as waiting
        order by next_at, id limit $1
        """;

    private const string Latest = """
        select id, type, body, attempts, failed_at, error from ledger.dead_letter order by failed_at desc, id limit $1
        """;

    private const string PutBack = """
        with back as (delete from ledger.dead_letter where $1::uuid[] is null or id = any($1) returning *)
        insert into ledger.message (id, type, body, due_at, next_at, carrier, sent_at)
        select id, type, body, due_at, $2, 'native', sent_at from back on conflict (id) do nothing
        """;

    public async Task<MessageCounts> Count(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(CountAll);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        DateTimeOffset? oldest = reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4);
        return new MessageCounts(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), oldest);
    }

    public Task<IReadOnlyList<WaitingMessage>> Waiting(int most, CancellationToken cancellation) =>
        Read(Soonest, most, row => new WaitingMessage(
            row.GetGuid(0), row.GetString(1), Encoding.UTF8.GetBytes(row.GetString(2)), row.GetFieldValue<DateTimeOffset>(3),
            row.GetInt32(4), row.IsDBNull(5) ? null : row.GetString(5)), cancellation);

    public Task<IReadOnlyList<DeadLetter>> DeadLetters(int most, CancellationToken cancellation) =>
        Read(Latest, most, row => new DeadLetter(
            row.GetGuid(0), row.GetString(1), Encoding.UTF8.GetBytes(row.GetString(2)), row.GetInt32(3),
            row.GetFieldValue<DateTimeOffset>(4), row.GetString(5)), cancellation);

    public async Task<int> Replay(IReadOnlyCollection<Guid>? ids, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(PutBack);
        command.Parameters.Add(new NpgsqlParameter<Guid[]?> { TypedValue = ids is null ? null : [.. ids] });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<int> Discard(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("delete from ledger.dead_letter where id = any($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<IReadOnlyList<T>> Read<T>(string query, int most, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MessageLimits.RowsPerLook);
        await using var command = database.CreateCommand(query);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var all = new List<T>();
        while (await reader.ReadAsync(cancellation))
            all.Add(row(reader));
        return all;
    }
}
