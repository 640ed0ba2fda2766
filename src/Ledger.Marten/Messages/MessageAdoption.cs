using System.Text;
using Ledger.Marten.Hosting;
using Ledger.Messaging;
using Marten;
using Npgsql;
using Wolverine;

namespace Ledger.Marten.Messages;

/// <summary>
/// Takes over what has been due for long and nobody carries: messages of the native engine, and those whose envelope is gone or
/// belongs to a node that is.
/// </summary>
internal sealed class MessageAdoption(
    NpgsqlDataSource database, IDocumentStore documents, Func<IDocumentSession, IMessageBus> outbox, MessagePublisher publisher,
    MessageOptions options, TimeProvider time)
{
    /// <summary>Messages taken over in one transaction.</summary>
    private const int AtOnce = 200;

    /// <summary>So many times overdue, a message is taken over even from a node that seems alive.</summary>
    private const int LongOverdue = 10;

    private const string Take = $"""
        update ledger.message m set carrier = 'marten', next_at = $1
        where m.id in (
          select o.id from ledger.message o
          where o.next_at <= $2 and (o.next_at <= $3 or not exists (
            select from {PlainHost.Schema}.wolverine_incoming_envelopes e
            where o.carrier = 'marten' and e.id = o.id and (e.status = 'Scheduled' or e.status = 'Incoming' and e.owner_id in (
              select n.node_number from {PlainHost.Schema}.wolverine_nodes n where n.health_check > clock_timestamp() - $4))))
          order by o.next_at, o.id limit $5 for update of o skip locked)
        returning m.id, m.type, m.body
        """;

    // Discarded by the native engine, which knows nothing of Wolverine's tables. Ours is written first when a message dies.
    private const string ForgetDiscarded = $"""
        delete from {PlainHost.Schema}.wolverine_dead_letters d where not exists (select from ledger.dead_letter l where l.id = d.id)
        """;

    /// <summary>Until there is nothing more to take over; then forgets dead envelopes whose dead letter is no more.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        while (await RunOnce(cancellation) == AtOnce)
        {
            // More may wait.
        }

        await using var command = database.CreateCommand(ForgetDiscarded);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<int> RunOnce(CancellationToken cancellation)
    {
        await using var session = documents.LightweightSession();
        await session.BeginTransactionAsync(cancellation);
        var bus = outbox(session);
        var taken = await Overdue(session.Connection, cancellation);
        await publisher.Put(session, bus, taken);
        await session.SaveChangesAsync(cancellation);
        return taken.Count;
    }

    private async Task<List<OutgoingMessage>> Overdue(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var command = new NpgsqlCommand(Take, connection);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now - options.TakenOverAfter });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now - options.TakenOverAfter * LongOverdue });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = options.TakenOverAfter });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = AtOnce });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var taken = new List<OutgoingMessage>();
        while (await reader.ReadAsync(cancellation))
            taken.Add(new OutgoingMessage(reader.GetGuid(0), reader.GetString(1), Encoding.UTF8.GetBytes(reader.GetString(2))));
        return taken;
    }
}
