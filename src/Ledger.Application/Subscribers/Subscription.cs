namespace Ledger.Application.Subscribers;

/// <summary>A receiver of notifications: where, of which facts, from where on, and how it went.</summary>
/// <param name="Address">
/// As the operator gave it. Internal hosts are the operator's business: who may make subscriptions may reach them from this machine
/// anyway. Its path and query may be secret: not for logs.
/// </param>
/// <param name="Facts">Prefixes of aliases, each under <see cref="PublicFacts.Roots"/>.</param>
/// <param name="From">The first position that is sent.</param>
/// <param name="LiveFrom">
/// The first position that the follower of the log sees to. What lies between was sent for when the subscription was made.
/// </param>
public sealed record Subscription(
    Guid Id, Uri Address, IReadOnlyList<string> Facts, long From, long LiveFrom, DateTimeOffset CreatedAt, SubscriptionEnd? End,
    DeliveryRecord Deliveries)
{
    /// <summary>The address without what may be secret in it, for people.</summary>
    public string Shown => Address.GetLeftPart(UriPartial.Path) + (Address.Query.Length > 1 ? "?..." : "");

    /// <summary>Whether it is to be told of a fact.</summary>
    public bool Wants(string alias, long position) =>
        position >= From && PublicFacts.IsPublic(alias) && Facts.Any(prefix => alias.StartsWith(prefix, StringComparison.Ordinal));

    public override string ToString() => $"{nameof(Subscription)} {Id} at {Address.Host}";
}

/// <param name="Because">In a word: <c>by hand</c>, or <c>410 Gone</c> when the receiver said so.</param>
public sealed record SubscriptionEnd(DateTimeOffset At, string Because)
{
    public const string ByHand = "by hand";
    public const string Gone = "410 Gone";
}

/// <summary>How deliveries went.</summary>
/// <param name="Delivered">Notifications that were taken. One that came twice, after a crash, counts twice.</param>
/// <param name="Failed">Tries that failed.</param>
/// <param name="LastPosition">The highest position that was taken; a lower one may still be on its way.</param>
/// <param name="LastFailure">A status or the kind of failure; null when there was none.</param>
public sealed record DeliveryRecord(
    long Delivered, long Failed, long? LastPosition, DateTimeOffset? LastDeliveredAt, DateTimeOffset? LastFailedAt, string? LastFailure)
{
    public static DeliveryRecord None { get; } = new(0, 0, null, null, null, null);
}

/// <summary>A subscription that has not ended, with what a notification to it is made of.</summary>
/// <param name="Source">By which name receivers know this ledger: <c>urn:uuid:...</c>.</param>
public sealed record Receiver(Subscription Subscription, SubscriberSecret Secret, Uri Source);
