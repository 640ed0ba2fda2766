using Ledger.EventStore;

namespace Ledger.Application.Subscribers;

/// <summary>One subscriber's way through a piece of the log, as far as time and the receiver allow.</summary>
internal sealed class RangeWay(Receiver receiver, Subscriptions subscriptions, ISubscriberChannel channel, long after)
{
    private readonly List<DeliverFact> refused = [];
    private int taken;

    /// <summary>The last position that is seen to: delivered, refused, or not wanted.</summary>
    public long At { get; private set; } = after;

    /// <summary>What was answered with a failure. Each is to be tried by itself.</summary>
    public IReadOnlyList<DeliverFact> Refused => refused;

    /// <returns>False when the receiver wants no more.</returns>
    /// <exception cref="DeliveryFailedException">Nothing was taken, and the receiver seems to be the reason.</exception>
    public async Task<bool> Go(IReadOnlyList<RecordedEvent> piece, CancellationToken cancellation)
    {
        using var enough = new CancellationTokenSource(SubscriberLimits.RangeTime);
        foreach (var recorded in piece)
        {
            if (enough.IsCancellationRequested)
                break;
            if (receiver.Subscription.Wants(recorded.Type, recorded.Position))
            {
                if (await Post(recorded, cancellation) is not { } answer)
                    break;
                if (answer.Outcome == DeliveryOutcome.Gone)
                    return false;
                if (answer.Outcome == DeliveryOutcome.Failed && !GoesOnAfter(recorded, answer))
                    break;
            }

            At = recorded.Position;
        }

        return true;
    }

    /// <returns>Null when the process is told to stop: what was delivered until then is kept, and not delivered again.</returns>
    private async Task<DeliveryAnswer?> Post(RecordedEvent recorded, CancellationToken cancellation)
    {
        DeliveryAnswer answer;
        try
        {
            answer = await channel.Post(receiver, Notification.Of(recorded, receiver.Source), cancellation);
        }
        catch (OperationCanceledException) when (taken > 0)
        {
            return null;
        }

        // It has happened, and is written down even when the process is told to stop now.
        await subscriptions.Record(receiver.Subscription.Id, recorded.Position, answer, CancellationToken.None);
        taken += answer.Outcome == DeliveryOutcome.Delivered ? 1 : 0;
        return answer;
    }

    private bool GoesOnAfter(RecordedEvent recorded, DeliveryAnswer answer)
    {
        if (answer.Answered && refused.Count < SubscriberLimits.RefusedPerPiece)
        {
            refused.Add(new DeliverFact(receiver.Subscription.Id, recorded.Position, recorded.Id));
            return true;
        }

        return taken > 0 ? false : throw DeliveryFailedException.From(receiver.Subscription, answer);
    }
}
