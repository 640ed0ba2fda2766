using System.Globalization;
using Ledger.Application.Messages;
using Ledger.EventStore;

namespace Ledger.Application.Subscribers;

/// <summary>
/// A subscriber is to be told of the facts in a range: those that stood before it subscribed, or a batch too large to be taken apart at
/// once.
/// </summary>
/// <param name="After">Exclusive.</param>
/// <param name="Through">Inclusive.</param>
[MessageName("facts.deliver-range.v1")]
public sealed record DeliverRange(Guid Subscription, long After, long Through) : IOneMessage
{
    public IReadOnlyList<string> Identity() =>
        [Subscription.ToString("N"), After.ToString(CultureInfo.InvariantCulture), Through.ToString(CultureInfo.InvariantCulture)];
}

/// <summary>Takes a range apart, a piece at a time; the rest is a message of its own.</summary>
public static class DeliverRangeHandler
{
    public static async Task<Reaction> Handle(
        DeliverRange message, IEventStore store, Subscriptions subscriptions, CancellationToken cancellation)
    {
        if (await subscriptions.Receiver(message.Subscription, cancellation) is not { Subscription: var subscription })
            return Reaction.None;

        var most = (int)Math.Min(SubscriberLimits.FactsPerPiece, message.Through - message.After);
        var piece = most <= 0 ? [] : await store.ReadBatch(message.After, most, cancellation);
        var deliveries = piece
            .Where(recorded => subscription.Wants(recorded.Type, recorded.Position))
            .Select(recorded => new Timed(new DeliverFact(subscription.Id, recorded.Position, recorded.Id), null));
        if (piece is [.., var last] && last.Position < message.Through)
            deliveries = deliveries.Append(new Timed(message with { After = last.Position }, null));
        return new Reaction([], [.. deliveries]);
    }
}
