using System.Globalization;
using Ledger.Application.Messages;
using Ledger.EventStore;

namespace Ledger.Application.Subscribers;

/// <summary>
/// A subscriber is to be told of the facts in a range: those that stood before it subscribed, or a batch too large for messages of their
/// own.
/// </summary>
/// <param name="After">Exclusive.</param>
/// <param name="Through">Inclusive.</param>
[MessageName("facts.deliver-range.v1")]
public sealed record DeliverRange(Guid Subscription, long After, long Through) : IOneMessage
{
    public IReadOnlyList<string> Identity() =>
        [Subscription.ToString("N"), After.ToString(CultureInfo.InvariantCulture), Through.ToString(CultureInfo.InvariantCulture)];
}

/// <summary>
/// Posts the facts of a range one after another, for a time, and leaves the rest to a message of its own behind what else is due. So a
/// subscriber with a backlog holds one place among the messages, however slow it is, and terms and other subscribers are not kept waiting.
/// </summary>
/// <remarks>
/// A fact that is answered with a failure gets tries of its own, and those behind it go on. Where nothing is taken the range is tried again
/// whole: a receiver that is down has one message waiting, and not one for each fact.
/// </remarks>
public static class DeliverRangeHandler
{
    /// <exception cref="DeliveryFailedException">Nothing was taken.</exception>
    public static async Task<Reaction> Handle(
        DeliverRange message, IEventStore store, Subscriptions subscriptions, ISubscriberChannel channel, CancellationToken cancellation)
    {
        if (await subscriptions.Receiver(message.Subscription, cancellation) is not { } receiver)
            return Reaction.None;

        var most = (int)Math.Min(SubscriberLimits.FactsPerPiece, message.Through - message.After);
        var piece = most <= 0 ? [] : await store.ReadBatch(message.After, most, cancellation);
        var way = new RangeWay(receiver, subscriptions, channel, message.After);
        if (!await way.Go(piece, cancellation) || piece.Count == 0)
            return Reaction.None;

        var reaction = new Reaction([], [.. way.Refused.Select(fact => new Timed(fact, null))]);
        return way.At < message.Through ? reaction.Then(message with { After = way.At }) : reaction;
    }
}
