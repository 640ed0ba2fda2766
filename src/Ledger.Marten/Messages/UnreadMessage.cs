using Ledger.Application.Messages;
using Wolverine;
using IMessage = Ledger.Application.Messages.IMessage;

namespace Ledger.Marten.Messages;

/// <summary>
/// A message that its sender could not read: a newer program's, or one with a body that is none. It is looked for in its row, under
/// its envelope's id, and handled if whoever listens can read it.
/// </summary>
[MessageName(Alias)]
public sealed record UnreadMessage : IMessage
{
    /// <summary>Its alias at Wolverine; the message in the row has its own.</summary>
    public const string Alias = "ledger.unread.v1";
}

public static class UnreadMessageHandler
{
    /// <exception cref="UnknownMessageException">No kind has its alias.</exception>
    public static Task<Reaction> Handle(UnreadMessage _, Envelope envelope, MessageSteps steps, CancellationToken cancellation) =>
        steps.HandleFromRow(envelope.Id, cancellation);
}
