using System.Text.Json;
using Ledger.Application.Messages;
using Ledger.Messaging;
using Wolverine;

namespace Ledger.Marten.Messages;

/// <summary>
/// The queue of the ledger's messages: a durable local one, so that a message in it is a row of Wolverine's inbox and nothing else. Each
/// is put there as one that is scheduled, for now or later, and owned by nobody: whoever listens takes it when it is due. Between
/// the commit that sends it and its handling nothing has to be handed over, so nothing can be lost with the process that sent it.
/// </summary>
internal static class LedgerQueue
{
    private const string Name = "ledger-messages";
    private const string ContentType = "application/json";

    private static readonly Uri Address = new($"local://{Name}");

    public static void Declare(WolverineOptions options, int atOnce = MessageLimits.AtOnce)
    {
        options.Policies.DisableConventionalLocalRouting();
        options.LocalQueue(Name).UseDurableInbox().MaximumParallelMessages(atOnce);
    }

    /// <summary>
    /// Into the transaction that the bus is enlisted in. The envelope has the message's own id, and its alias: it may lie there for years,
    /// longer than the name of a class.
    /// </summary>
    public static ValueTask Put(IMessageBus bus, MessageCatalog catalog, OutgoingMessage message, DateTimeOffset due)
    {
        var (type, alias, body) = Carried(catalog, message);
        return bus.EndpointFor(Address).SendRawMessageAsync(body, type, envelope =>
        {
            envelope.Id = message.Id;
            envelope.MessageType = alias;
            envelope.Destination = Address;
            envelope.ContentType = ContentType;
            envelope.ScheduledTime = due;
            envelope.Status = EnvelopeStatus.Scheduled;
        });
    }

    /// <summary>
    /// As itself where this program knows it. A body that is not its message would be set aside by Wolverine at once and without its
    /// tries, so it travels as <see cref="UnreadMessage"/> and fails as every other does.
    /// </summary>
    private static (Type Type, string Alias, byte[] Body) Carried(MessageCatalog catalog, OutgoingMessage message)
    {
        try
        {
            var kind = catalog.Of(message.Type);
            kind.Read(message.Json.Span);
            return (kind.Message, kind.Name, message.Json.ToArray());
        }
        catch (Exception error) when (error is UnknownMessageException or JsonException)
        {
            return (typeof(UnreadMessage), UnreadMessage.Alias, "{}"u8.ToArray());
        }
    }
}
