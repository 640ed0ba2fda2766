using Npgsql;

namespace Ledger.Application.Subscribers;

/// <summary>The table of subscriptions. Secrets go in sealed and come out in <see cref="Receiver"/> alone.</summary>
public sealed class Subscriptions(NpgsqlDataSource database, SubscriptionSeal seal, TimeProvider time)
{
    private const string Columns = """
        s.id, s.address, s.facts, s.from_position, s.live_from, s.created_at, s.ended_at, s.ended_because,
        s.delivered, s.failed, s.last_position, s.last_delivered_at, s.last_failed_at, s.last_failure
        """;

    // No event is written between this and the commit: every writer waits for the head. A batch that has a later fact in it is therefore
    // read after the commit, and whoever reads it finds the subscription. What is earlier is sent for by whoever adds it.
    private const string HoldHead = "select ledger.hold_head()";

    private const string Insert = """
        insert into ledger.subscription (id, address, facts, from_position, live_from, secret, algorithm, created_at)
        select $1, $2, $3, $4, $5, $6, $7, $8
        where (select count(*) from ledger.subscription where ended_at is null) < $9
        """;

    private const string Forget = """
        delete from ledger.subscription where id in
          (select id from ledger.subscription where ended_at is not null order by ended_at desc, id offset $1)
        """;

    private const string EndOne = """
        update ledger.subscription set ended_at = $2, ended_because = $3, secret = null where id = $1 and ended_at is null
        """;

    private const string CountDelivered = """
        update ledger.subscription
        set delivered = delivered + 1, last_position = greatest(last_position, $2), last_delivered_at = greatest(last_delivered_at, $3)
        where id = $1
        """;

    private const string CountFailed = """
        update ledger.subscription set failed = failed + 1, last_failed_at = greatest(last_failed_at, $2), last_failure = $3 where id = $1
        """;

    /// <returns>The subscription, or null when there are as many as there may be.</returns>
    internal async Task<Subscription?> Add(
        Guid id, Uri address, IReadOnlyList<string> facts, long? from, SubscriberSecret secret, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var head = new NpgsqlCommand(HoldHead, connection);
        var next = (long)(await head.ExecuteScalarAsync(cancellation))! + 1;
        var first = from ?? next;
        var live = Math.Max(first, next);
        await using var insert = new NpgsqlCommand(Insert, connection);
        Add(insert, id, address.AbsoluteUri, facts.ToArray(), first, live, seal.Close(secret, id), People.SealedBytes.Algorithm,
            now.UtcDateTime, (long)SubscriberLimits.Subscriptions);
        if (await insert.ExecuteNonQueryAsync(cancellation) == 0)
            return null;
        await using var forget = new NpgsqlCommand(Forget, connection);
        Add(forget, SubscriberLimits.EndedKept);
        await forget.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        return new Subscription(id, address, facts, first, live, now, null, DeliveryRecord.None);
    }

    /// <summary>All that are kept, those that have not ended first, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<Subscription>> All(CancellationToken cancellation) =>
        await Read($"select {Columns} from ledger.subscription s order by s.ended_at is not null, s.created_at, s.id", cancellation);

    /// <summary>Those that have not ended.</summary>
    public async Task<IReadOnlyList<Subscription>> Living(CancellationToken cancellation) =>
        await Read($"select {Columns} from ledger.subscription s where s.ended_at is null order by s.id", cancellation);

    /// <summary>Null when there is no such subscription, or it has ended.</summary>
    /// <exception cref="People.VaultException">The secret was sealed under another master key.</exception>
    public async Task<Receiver?> Receiver(Guid id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"""
            select {Columns}, s.secret, source.id from ledger.subscription s cross join ledger.source
            where s.id = $1 and s.ended_at is null
            """);
        Add(command, id);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        var secret = seal.Open(reader.GetFieldValue<byte[]>(14), id);
        return new Receiver(Row(reader), secret, new Uri($"urn:uuid:{reader.GetGuid(15)}"));
    }

    /// <returns>Whether it had not ended before.</returns>
    public async Task<bool> End(Guid id, string because, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(EndOne);
        Add(command, id, time.GetUtcNow().UtcDateTime, because);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Writes down how a delivery went; one that met 410 Gone ends the subscription.</summary>
    internal async Task Record(Guid id, long position, DeliveryAnswer answer, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var delivered = answer.Outcome == DeliveryOutcome.Delivered;
        await using var command = database.CreateCommand(delivered ? CountDelivered : CountFailed);
        if (delivered)
            Add(command, id, position, now);
        else
            Add(command, id, now, answer.Said);
        await command.ExecuteNonQueryAsync(cancellation);
        if (answer.Outcome == DeliveryOutcome.Gone)
            await End(id, SubscriptionEnd.Gone, cancellation);
    }

    private async Task<List<Subscription>> Read(string query, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var all = new List<Subscription>();
        while (await reader.ReadAsync(cancellation))
            all.Add(Row(reader));
        return all;
    }

    private static Subscription Row(NpgsqlDataReader row)
    {
        var end = Time(row, 6) is { } ended ? new SubscriptionEnd(ended, row.GetString(7)) : null;
        var deliveries = new DeliveryRecord(
            row.GetInt64(8), row.GetInt64(9), row.IsDBNull(10) ? null : row.GetInt64(10), Time(row, 11), Time(row, 12),
            row.IsDBNull(13) ? null : row.GetString(13));
        return new Subscription(
            row.GetGuid(0), new Uri(row.GetString(1)), row.GetFieldValue<string[]>(2), row.GetInt64(3), row.GetInt64(4),
            row.GetFieldValue<DateTimeOffset>(5), end, deliveries);
    }

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static void Add(NpgsqlCommand command, params ReadOnlySpan<object> values)
    {
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
    }
}
