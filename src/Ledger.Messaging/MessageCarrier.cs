using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Messaging;

/// <summary>
/// Claims messages that are due, brings each to its handler, and ends it: done, to be tried again, or dead. A claim is a lease: its end
/// stands in the row, so that a message of a process that was killed comes up again by itself.
/// </summary>
internal sealed class MessageCarrier(
    NpgsqlDataSource database, MessageHandling handle, Func<TimeSpan, CancellationToken, Task> wait, TimeProvider time, ILogger log)
{
    /// <summary>How often an idle carrier looks for what other processes sent, and for what has fallen due.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>A handling that has not ended by then is taken for lost with its process.</summary>
    private static readonly TimeSpan Lease = MessageLimits.HandlingTime * 2;

    private const string Claim = """
        update ledger.message set attempts = attempts + 1, carrier = 'native', next_at = $2
        where id in (
          select id from ledger.message
          where (carrier = 'native' and next_at <= $1) or next_at <= $3
          order by next_at, id limit $4 for update skip locked)
        returning id, type, body, attempts
        """;

    private const string TryLater = "update ledger.message set next_at = $2, last_error = $3 where id = $1";

    private const string Bury = """
        with gone as (delete from ledger.message where id = $1 returning *)
        insert into ledger.dead_letter (id, type, body, due_at, sent_at, attempts, failed_at, error)
        select id, type, body, due_at, sent_at, attempts, $2, $3 from gone
        on conflict (id) do update set failed_at = excluded.failed_at, error = excluded.error, attempts = excluded.attempts
        """;

    private readonly MessageSender sender = new(database, time);

    public async Task Run(CancellationToken cancellation)
    {
        var handling = new List<Task>();
        try
        {
            while (true)
            {
                handling.RemoveAll(task => task.IsCompletedSuccessfully);
                var claimed = await Take(MessageLimits.AtOnce - handling.Count, cancellation);
                handling.AddRange(claimed.Select(message => Handle(message, cancellation)));
                if (handling.Count < MessageLimits.AtOnce)
                    await Task.WhenAny([wait(LookInterval, cancellation), .. handling]);
                else
                    await Task.WhenAny(handling);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await Task.WhenAll(handling);
        }
    }

    private async Task<List<DeliveredMessage>> Take(int most, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var command = database.CreateCommand(Claim);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + Lease });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now - MessageLimits.TakenOverAfter });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var claimed = new List<DeliveredMessage>();
        while (await reader.ReadAsync(cancellation))
            claimed.Add(new(reader.GetGuid(0), reader.GetString(1), Encoding.UTF8.GetBytes(reader.GetString(2)), reader.GetInt32(3)));
        return claimed;
    }

    private async Task Handle(DeliveredMessage message, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(MessageLimits.HandlingTime);
        try
        {
            var following = await handle(message, limit.Token);
            await Done(message, following);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // Stopped, not failed: it comes up again when the lease has ended, here or elsewhere.
        }
        catch (Exception error)
        {
            await Failed(message, error);
        }
    }

    /// <summary>What follows is sent in the transaction that ends the message.</summary>
    private async Task Done(DeliveredMessage message, IReadOnlyList<OutgoingMessage> following)
    {
        MessageSender.Check(following);
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await sender.Write(connection, following, CancellationToken.None);
        await using var command = new NpgsqlCommand("delete from ledger.message where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.Id });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task Failed(DeliveredMessage message, Exception error)
    {
        var text = $"{error.GetType().Name}: {error.Message}";
        text = text.Length <= MessageLimits.ErrorCharacters ? text : text[..MessageLimits.ErrorCharacters];
        var dead = message.Attempt > MessageLimits.Pauses.Count;
        log.LogWarning("Message {Message} {Type} failed at try {Attempt}{Dead}: {Error}",
            message.Id, message.Type, message.Attempt, dead ? ", the last" : "", text);
        var now = time.GetUtcNow().UtcDateTime;
        await using var command = database.CreateCommand(dead ? Bury : TryLater);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = dead ? now : now + MessageLimits.Pauses[message.Attempt - 1] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
