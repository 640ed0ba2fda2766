using System.Globalization;
using Ledger.Application.Messages;
using Ledger.Messaging;
using Marten;
using Npgsql;
using Wolverine;

namespace Ledger.Marten.Messages;

/// <summary>What stands around a handler in Wolverine's chain: the row is claimed before, and ended with what followed after.</summary>
public sealed class MessageSteps
{
    private const string Attempt = "ledger-attempt";
    private const string LostEachTime = "It was lost with its process, or outlived its claim, at every try.";

    // In the session's transaction, and first: whether the claim still holds.
    private const string Hold = "select 1 from ledger.message where id = $1 and attempts = $2 and carrier = 'marten' for update";
    private const string End = "delete from ledger.message where id = ?";

    private readonly RowClaims claims;
    private readonly MessagePublisher publisher;
    private readonly MessageDispatcher dispatcher;
    private readonly MessageCatalog catalog;
    private readonly HandlerServices services;
    private readonly int tries;

    internal MessageSteps(
        RowClaims claims, MessagePublisher publisher, MessageDispatcher dispatcher, MessageCatalog catalog, HandlerServices services,
        int tries)
    {
        (this.claims, this.publisher, this.dispatcher) = (claims, publisher, dispatcher);
        (this.catalog, this.services, this.tries) = (catalog, services, tries);
    }

    /// <summary>Before the handler.</summary>
    /// <exception cref="TooEarlyException">Its time has not come: the policy puts it off.</exception>
    internal async Task<HandlerContinuation> Claim(Envelope envelope, CancellationToken cancellation)
    {
        envelope.Headers.Remove(Attempt);
        switch (await claims.Claim(envelope.Id, cancellation))
        {
            case RowClaim.Early(var at):
                throw new TooEarlyException(at);
            case RowClaim.Claimed(var attempt) when attempt > tries:
                await claims.Claimed.Bury(envelope.Id, attempt, LostEachTime);
                return HandlerContinuation.Stop;
            case RowClaim.Claimed(var attempt):
                envelope.Headers[Attempt] = attempt.ToString(CultureInfo.InvariantCulture);
                return HandlerContinuation.Continue;
            default:
                return HandlerContinuation.Stop;
        }
    }

    /// <summary>After the handler: its commands at the desk, then its messages and the end of its own in the session.</summary>
    internal async Task CarryOut(
        Reaction reaction, Envelope envelope, IDocumentSession session, IMessageBus bus, CancellationToken cancellation)
    {
        var following = await dispatcher.CarryOut(reaction, envelope.Id, cancellation);
        if (MessageSender.Fault(following) is { } fault)
            throw new MessageFailedException(fault);
        await session.BeginTransactionAsync(cancellation);
        if (!await Holds(session, envelope, cancellation))
            return;
        await publisher.Send(session, bus, following, cancellation);
        session.QueueSqlCommand(End, envelope.Id);
    }

    /// <exception cref="UnknownMessageException">No kind has its alias.</exception>
    internal async Task<Reaction> HandleFromRow(Guid id, CancellationToken cancellation)
    {
        if (await claims.Read(id, cancellation) is not { } message)
            return Reaction.None;
        var kind = catalog.Of(message.Type);
        return await kind.Handle(kind.Read(message.Json.Span), services, cancellation);
    }

    /// <returns>0 when the row could not be claimed.</returns>
    internal static int AttemptOf(Envelope envelope) =>
        int.Parse(envelope.Headers.GetValueOrDefault(Attempt) ?? "0", CultureInfo.InvariantCulture);

    private static async Task<bool> Holds(IDocumentSession session, Envelope envelope, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Hold, session.Connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = envelope.Id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = AttemptOf(envelope) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation);
    }
}

/// <summary>An envelope that came before its row's time: the row is being handled by another, or clocks differ.</summary>
internal sealed class TooEarlyException(DateTimeOffset at) : MessageFailedException("It came before its time.")
{
    public DateTimeOffset At { get; } = at;
}
