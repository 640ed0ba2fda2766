using System.Collections.Frozen;
using Ledger.Application.Commands;
using Ledger.Application.Deadlines;
using Ledger.Application.Subscribers;
using Ledger.Messaging;

namespace Ledger.Application.Messages;

/// <summary>Every kind of message there is, by alias and by type.</summary>
public sealed class MessageCatalog(IEnumerable<MessageKind> kinds)
{
    private readonly FrozenDictionary<string, MessageKind> byName = kinds.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);
    private readonly FrozenDictionary<Type, MessageKind> byType = kinds.ToFrozenDictionary(kind => kind.Message);

    /// <summary>The ledger's own.</summary>
    public static MessageCatalog Ledger { get; } = new([.. DeadlineMessages.Kinds, .. SubscriberMessages.Kinds]);

    public IEnumerable<MessageKind> Kinds => byName.Values;

    /// <exception cref="UnknownMessageException">A newer program sent it: it waits, and dies if nobody newer comes.</exception>
    public MessageKind Of(string name) => byName.GetValueOrDefault(name) ?? throw new UnknownMessageException(name);

    /// <summary>
    /// A message as it is sent. Its id follows from its cause, so that a cause met twice sends one message; that of an
    /// <see cref="IOneMessage"/> from what it is about.
    /// </summary>
    /// <param name="cause">What it follows from: an event's or a message's id, with a word that tells siblings apart.</param>
    public OutgoingMessage Pack(IMessage message, DateTimeOffset? dueAt, params ReadOnlySpan<string> cause)
    {
        var kind = byType[message.GetType()];
        var id = message is IOneMessage one ? DerivedIds.From([kind.Name, .. one.Identity()]) : DerivedIds.From([kind.Name, .. cause]);
        return new OutgoingMessage(id, kind.Name, kind.Write(message), dueAt);
    }
}

/// <summary>The alias of a message that this program does not know.</summary>
public sealed class UnknownMessageException : MessageFailedException
{
    public UnknownMessageException(string message) : base($"No message of this program is called {message}.") { }

    public UnknownMessageException(string message, Exception inner) : base(message, inner) { }

    public UnknownMessageException() { }
}
