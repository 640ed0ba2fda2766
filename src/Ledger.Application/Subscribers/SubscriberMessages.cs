using Ledger.Application.Messages;

namespace Ledger.Application.Subscribers;

/// <summary>The kinds of messages by which subscribers are told.</summary>
public static class SubscriberMessages
{
    public static IReadOnlyList<MessageKind> Kinds { get; } =
    [
        MessageKind.Of<DeliverFact>(typeof(DeliverFactHandler), (message, services, cancellation) =>
            DeliverFactHandler.Handle(message, services.Store, services.Subscriptions, services.Channel, cancellation)),
        MessageKind.Of<DeliverRange>(typeof(DeliverRangeHandler), (message, services, cancellation) =>
            DeliverRangeHandler.Handle(message, services.Store, services.Subscriptions, services.Channel, cancellation)),
    ];
}
