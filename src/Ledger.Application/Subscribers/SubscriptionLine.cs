namespace Ledger.Application.Subscribers;

/// <summary>A subscription as it is listed, for programs: without what may be secret in its address.</summary>
/// <param name="From">The first position that is sent.</param>
/// <param name="EndedBecause"><c>by hand</c>, or <c>410 Gone</c> when the receiver said so; null while it has not ended.</param>
/// <param name="Delivered">Notifications that were taken; one that came twice, after a crash, counts twice.</param>
/// <param name="Failed">Tries that failed.</param>
/// <param name="LastPosition">The highest position that was taken; a lower one may still be on its way.</param>
/// <param name="LastFailure">A status or the kind of failure.</param>
public sealed record SubscriptionLine(
    Guid Id, string Address, IReadOnlyList<string> Facts, long From, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    string? EndedBecause, long Delivered, long Failed, long? LastPosition, DateTimeOffset? LastDeliveredAt, DateTimeOffset? LastFailedAt,
    string? LastFailure)
{
    public static SubscriptionLine Of(Subscription one) => new(
        one.Id, one.Shown, one.Facts, one.From, one.CreatedAt, one.End?.At, one.End?.Because, one.Deliveries.Delivered,
        one.Deliveries.Failed, one.Deliveries.LastPosition, one.Deliveries.LastDeliveredAt, one.Deliveries.LastFailedAt,
        one.Deliveries.LastFailure);
}
