using Ledger.Application.Messages;
using Ledger.EventStore;

namespace Ledger.Application.Subscribers;

/// <summary>One fact is to be brought to one subscriber.</summary>
/// <param name="Event">The fact's id: a position names another fact where a database was put back to an earlier day.</param>
[MessageName("fact.deliver.v1")]
public sealed record DeliverFact(Guid Subscription, long Position, Guid Event) : IOneMessage
{
    public IReadOnlyList<string> Identity() => [Subscription.ToString("N"), Event.ToString("N")];
}

/// <summary>
/// Posts the fact. Handled twice, after a crash, it posts twice under the same id. What fails is tried again as every message is, and
/// waits as a dead letter at last, from where it can be sent again.
/// </summary>
public static class DeliverFactHandler
{
    /// <exception cref="DeliveryFailedException">It was not taken.</exception>
    public static async Task<Reaction> Handle(
        DeliverFact message, IEventStore store, Subscriptions subscriptions, ISubscriberChannel channel, CancellationToken cancellation)
    {
        if (await subscriptions.Receiver(message.Subscription, cancellation) is not { } receiver)
            return Reaction.None;

        if (await store.ReadBatch(message.Position - 1, 1, cancellation) is not [var recorded] || recorded.Id != message.Event)
            throw new DeliveryFailedException($"Position {message.Position} does not hold the fact that was to be delivered.");
        if (!receiver.Subscription.Wants(recorded.Type, recorded.Position))
            return Reaction.None;

        var answer = await channel.Post(receiver, Notification.Of(recorded, receiver.Source), cancellation);
        // It has happened, and is written down even when the process is told to stop now.
        await subscriptions.Record(message.Subscription, message.Position, answer, CancellationToken.None);
        return answer.Outcome == DeliveryOutcome.Failed ? throw DeliveryFailedException.From(receiver.Subscription, answer) : Reaction.None;
    }
}
