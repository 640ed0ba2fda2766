using System.Text;
using Npgsql;

namespace Ledger.Messaging;

/// <summary>
/// The rows of messages that are being handled. A claim is a lease: its end stands in the row, so that a message of a process that was
/// killed comes up again by itself. The number of the try is the claim's name: who comes back after another has claimed the message
/// changes nothing.
/// </summary>
internal sealed class MessageClaims(NpgsqlDataSource database, MessageOptions options, TimeProvider time)
{
    // Two index scans that stop at what is due now and at their limits. What failed before is looked at first and has at most its share;
    // the rest is for fresh ones. "materialized", so that a limit with locks is evaluated once; "any(array", because a
    // join, whose rows are guessed from no known limit, would read the whole table.
    internal const string Claim = """
        with again as materialized (
          select id, next_at from ledger.message
          where attempts > 0 and next_at <= $1 and (carrier = 'native' or next_at <= $2)
          order by next_at, id limit $5 for update skip locked),
        fresh as materialized (
          select id, next_at from ledger.message
          where attempts = 0 and next_at <= $1 and (carrier = 'native' or next_at <= $2)
          order by next_at, id limit $4 - (select count(*) from again) for update skip locked),
        due as materialized (select * from again union all select * from fresh),
        claimed as (
          update ledger.message set attempts = attempts + 1, carrier = 'native', next_at = $3
          where id = any(array(select id from due))
          returning id, type, body, attempts)
        select c.id, c.type, c.body, c.attempts from claimed c join due d on d.id = c.id order by d.next_at, d.id
        """;

    private const string Delete = "delete from ledger.message where id = $1 and attempts = $2 and carrier = 'native'";

    private readonly ClaimedRows claimed = new(database, time, "native");
    private readonly MessageSender sender = new(database, time);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Claims what is due, soonest first. Cancelled only before the claim is made: one whose answer nobody read would take a try from its
    /// messages, and hold them up until it has run out.
    /// </summary>
    /// <param name="again">At most so many of those that were tried before.</param>
    public async Task<List<DeliveredMessage>> Take(int most, int again, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // Not before: a connection may be long in coming, and a claim counts from when it is made.
        var now = Now;
        await using var command = new NpgsqlCommand(Claim, connection);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now - options.TakenOverAfter });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + options.Lease });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Min(most, again) });
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var taken = new List<DeliveredMessage>(most);
        while (await reader.ReadAsync(CancellationToken.None))
            taken.Add(new(reader.GetGuid(0), reader.GetString(1), Encoding.UTF8.GetBytes(reader.GetString(2)), reader.GetInt32(3)));
        return taken;
    }

    /// <summary>Ends a message, and sends what follows from it in the same transaction.</summary>
    /// <returns>False when another has claimed or ended it since: then nothing was sent here.</returns>
    public async Task<bool> Done(DeliveredMessage message, IReadOnlyList<OutgoingMessage> following)
    {
        await using var connection = await database.OpenConnectionAsync();
        if (following.Count == 0)
            return await End(connection, message) == 1;
        await using var transaction = await connection.BeginTransactionAsync();
        if (await End(connection, message) == 0)
            return false;
        await sender.Write(connection, following, CancellationToken.None);
        await transaction.CommitAsync();
        return true;
    }

    public async Task<bool> TryAgain(DeliveredMessage message, TimeSpan pause, string error) =>
        await claimed.TryAgain(message.Id, message.Attempt, pause, error) is not null;

    public Task<bool> Bury(DeliveredMessage message, string error) => claimed.Bury(message.Id, message.Attempt, error);

    /// <summary>As if it had not been claimed.</summary>
    public async Task<bool> Release(DeliveredMessage message) => await claimed.Release(message.Id, message.Attempt) is not null;

    private static async Task<int> End(NpgsqlConnection connection, DeliveredMessage message)
    {
        await using var command = new NpgsqlCommand(Delete, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.Id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = message.Attempt });
        return await command.ExecuteNonQueryAsync();
    }
}
