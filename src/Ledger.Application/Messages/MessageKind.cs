using System.Reflection;
using System.Text.Json;
using Ledger.Application.Subscribers;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.Messages;

/// <summary>What handlers may be given beside their message. Each takes only what it names.</summary>
public sealed record HandlerServices(IEventStore Store, RulePack Rules, Subscriptions Subscriptions, ISubscriberChannel Channel);

/// <summary>
/// A kind of message with its handler. The handler itself is a plain static class by Wolverine's convention (<c>XHandler</c> with a
/// static <c>Handle</c>, and <c>LoadAsync</c> for what it must see), found by Wolverine in the one engine, called from here in the other.
/// </summary>
public abstract class MessageKind
{
    public abstract Type Message { get; }

    /// <summary>The class that handles it.</summary>
    public required Type Handler { get; init; }

    public abstract string Name { get; }

    public abstract Task<Reaction> Handle(IMessage message, HandlerServices services, CancellationToken cancellation);

    public byte[] Write(IMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, Message, FactCatalog.Json);

    /// <exception cref="JsonException">The body is not this message.</exception>
    public IMessage Read(ReadOnlySpan<byte> json) => (IMessage?)JsonSerializer.Deserialize(json, Message, FactCatalog.Json)
        ?? throw new JsonException($"The body of {Name} is null.");

    public static MessageKind Of<T>(Type handler, Func<T, HandlerServices, CancellationToken, Task<Reaction>> handle)
        where T : IMessage => new MessageKind<T>(handle) { Handler = handler };
}

internal sealed class MessageKind<T>(Func<T, HandlerServices, CancellationToken, Task<Reaction>> handle) : MessageKind
    where T : IMessage
{
    public override Type Message => typeof(T);

    public override string Name { get; } = typeof(T).GetCustomAttribute<MessageNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{typeof(T).FullName} is a message without a [MessageName].");

    public override Task<Reaction> Handle(IMessage message, HandlerServices services, CancellationToken cancellation) =>
        handle((T)message, services, cancellation);
}
