using Ledger.Application.Messages;
using Ledger.Marten.Hosting;
using Ledger.Messaging;
using Marten;
using Npgsql;
using Wolverine;

namespace Ledger.Marten.Messages;

/// <summary>Writes messages in a Marten session: their rows, and in the same transaction their envelopes in Wolverine's inbox.</summary>
internal sealed class MessagePublisher(MessageCatalog catalog, NpgsqlDataSource database, TimeProvider time)
{
    // What Wolverine keeps of an envelope that was handled, one that is to be replaced, and one that died before it was replayed: the
    // native engine replays too, and knows nothing of Wolverine's tables. A second death under the same id would be refused.
    private const string Clear = $"delete from {PlainHost.Schema}.wolverine_incoming_envelopes where id = any(?)";
    private const string Forget = $"delete from {PlainHost.Schema}.wolverine_dead_letters where id = any(?)";

    private readonly MessageSender sender = new(database, time, "marten");

    /// <summary>A message that still waits is not sent again.</summary>
    /// <param name="session">In a transaction.</param>
    /// <param name="bus">Enlisted in the session.</param>
    public async Task Send(
        IDocumentSession session, IMessageBus bus, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        var fresh = await sender.Write(session.Connection, messages, cancellation);
        await Put(session, bus, [.. messages.Where(one => fresh.Contains(one.Id)).DistinctBy(one => one.Id)]);
    }

    /// <summary>Messages whose rows stand already.</summary>
    public async Task Put(IDocumentSession session, IMessageBus bus, IReadOnlyList<OutgoingMessage> messages)
    {
        if (messages.Count == 0)
            return;
        var now = time.GetUtcNow();
        var ids = messages.Select(one => one.Id).ToArray();
        session.QueueSqlCommand(Clear, ids);
        session.QueueSqlCommand(Forget, ids);
        foreach (var message in messages)
            await LedgerQueue.Put(bus, catalog, message, message.DueAt ?? now);
    }
}
