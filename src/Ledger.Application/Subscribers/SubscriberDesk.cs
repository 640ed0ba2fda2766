using Ledger.Application.Commands;
using Ledger.Application.Messages;
using Ledger.Messaging;

namespace Ledger.Application.Subscribers;

/// <summary>What an operator does with subscriptions.</summary>
public sealed class SubscriberDesk(
    Subscriptions subscriptions, SubscriptionSeal seal, ISubscriberChannel channel, IMessageBox messages, IIdSource ids, TimeProvider time)
{
    /// <summary>
    /// Makes a subscription, and sends for what is recorded already where it is asked for. Made is what was answered: a process that dies
    /// in between leaves a row whose secret nobody has seen, to be ended by hand.
    /// </summary>
    public async Task<SubscriptionAnswer> Add(SubscriptionRequest request, CancellationToken cancellation)
    {
        if (request.Problem(out var address) is { } problem)
            return new SubscriptionAnswer.Refused(problem);
        var secret = seal.NewSecret();
        var added = await subscriptions.Add(ids.Next(), address!, request.Facts, request.From, secret, cancellation);
        if (added is null)
            return new SubscriptionAnswer.Refused(SubscriptionProblem.TooMany);
        if (added.From < added.LiveFrom)
        {
            var range = new DeliverRange(added.Id, added.From - 1, added.LiveFrom - 1);
            await messages.Send([MessageCatalog.Ledger.Pack(range, null)], null, cancellation);
        }

        return new SubscriptionAnswer.Added(added, secret);
    }

    public Task<IReadOnlyList<Subscription>> All(CancellationToken cancellation) => subscriptions.All(cancellation);

    /// <summary>Ends it; what is on its way is not delivered any more. Said twice, it stays as it ended.</summary>
    /// <returns>Null when there is no such subscription.</returns>
    public async Task<Subscription?> End(Guid id, CancellationToken cancellation)
    {
        await subscriptions.End(id, SubscriptionEnd.ByHand, cancellation);
        return (await subscriptions.All(cancellation)).FirstOrDefault(one => one.Id == id);
    }

    /// <summary>Sends a signed notification of nothing at once. Not counted among the deliveries, and ends nothing.</summary>
    /// <returns>Null when there is no such subscription, or it has ended.</returns>
    public async Task<DeliveryAnswer?> Test(Guid id, CancellationToken cancellation)
    {
        if (await subscriptions.Receiver(id, cancellation) is not { } receiver)
            return null;
        var test = Notification.Test(ids.Next(), receiver.Source, id, time.GetUtcNow());
        return await channel.Post(receiver, test, cancellation);
    }
}
