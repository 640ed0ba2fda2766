using System.Globalization;
using Ledger.Application.Commands;
using Ledger.Messaging;

namespace Ledger.Application.Messages;

/// <summary>Brings a message to its handler, and carries out what it comes to. Both engines end here, by their own ways.</summary>
public sealed class MessageDispatcher(MessageCatalog catalog, HandlerServices services, ICommandDesk desk)
{
    /// <summary>Who acts where nobody did: the ledger itself, on a day that has come.</summary>
    public const string Actor = Domain.Kernel.Actor.Ledger;

    /// <exception cref="ReactionFailedException">A command of the reaction was not carried out.</exception>
    public async Task<IReadOnlyList<OutgoingMessage>> Handle(DeliveredMessage message, CancellationToken cancellation)
    {
        var kind = catalog.Of(message.Type);
        var reaction = await kind.Handle(kind.Read(message.Json.Span), services, cancellation).ConfigureAwait(false);
        return await CarryOut(reaction, message.Id, cancellation).ConfigureAwait(false);
    }

    /// <summary>Carries out a reaction's commands, and packs its messages for sending.</summary>
    /// <param name="message">The id of the message that was handled: what follows from it is named after it.</param>
    public async Task<IReadOnlyList<OutgoingMessage>> CarryOut(Reaction reaction, Guid message, CancellationToken cancellation)
    {
        var id = message.ToString("N");
        for (var at = 0; at < reaction.Commands.Count; at++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"message-{id}-{at}");
            var context = new CommandContext(Actor, key, CorrelationId: id);
            var answer = await desk.Handle(reaction.Commands[at], context, cancellation).ConfigureAwait(false);
            if (answer is not CommandAnswer.Done)
                throw ReactionFailedException.From(reaction.Commands[at], answer);
        }

        return [.. reaction.Messages.Select((timed, at) =>
            catalog.Pack(timed.Message, timed.DueAt, id, at.ToString(CultureInfo.InvariantCulture)))];
    }
}

/// <summary>A command that followed from a message was not carried out. Names the command and the answer, not their content.</summary>
public sealed class ReactionFailedException : MessageFailedException
{
    public ReactionFailedException(string message) : base(message) { }

    public ReactionFailedException(string message, Exception inner) : base(message, inner) { }

    public ReactionFailedException() { }

    internal static ReactionFailedException From(Domain.Kernel.ICommand command, CommandAnswer answer)
    {
        var why = answer is CommandAnswer.Refused(var refusal) ? refusal.Code : answer.GetType().Name;
        return new ReactionFailedException($"{command.GetType().Name} was not carried out: {why}.");
    }
}
