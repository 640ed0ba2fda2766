using Ledger.Messaging;

namespace Ledger.Application.Subscribers;

/// <summary>The way out: brings one notification to its receiver, once. Whether it is tried again is the caller's business.</summary>
public interface ISubscriberChannel
{
    /// <exception cref="OperationCanceledException">The caller gave up; the receiver may have got it.</exception>
    Task<DeliveryAnswer> Post(Receiver receiver, Notification notification, CancellationToken cancellation);
}

/// <param name="Said">The status, or the kind of failure in words. Never the answer's text, and nothing of the address.</param>
public sealed record DeliveryAnswer(DeliveryOutcome Outcome, string Said)
{
    /// <summary>The other side said something: a failure then may be about this one fact.</summary>
    public bool Answered { get; init; }
}

public enum DeliveryOutcome
{
    /// <summary>Any 2xx.</summary>
    Delivered,

    /// <summary>410: the receiver wants no more (Standard Webhooks 1.0.0, Delivery success and failure).</summary>
    Gone,

    /// <summary>Everything else: another status, a redirect too, or no answer.</summary>
    Failed,
}

/// <summary>A notification was not taken, and is to be tried again. Names the host and the status, nothing else of either side.</summary>
public sealed class DeliveryFailedException : MessageFailedException
{
    public DeliveryFailedException(string message) : base(message) { }

    public DeliveryFailedException(string message, Exception inner) : base(message, inner) { }

    public DeliveryFailedException() { }

    internal static DeliveryFailedException From(Subscription subscription, DeliveryAnswer answer) =>
        new($"{subscription.Address.Host}: {answer.Said}");
}
