using Ledger.Application.Subscribers;

namespace Ledger.Host.Subscriptions;

/// <param name="Address">Where notifications are posted to.</param>
/// <param name="Facts">Prefixes of aliases: <c>institution.</c>, <c>decision.issued.v1</c>.</param>
/// <param name="From">A position of 1 or more, <c>start</c>, or <c>now</c>, which is what is meant when nothing is said.</param>
public sealed record NewSubscription(string Address, IReadOnlyList<string> Facts, string? From = null)
{
    /// <summary>Its address may hold a secret.</summary>
    public override string ToString() => nameof(NewSubscription);
}

/// <param name="Secret">Shown here and never again: <c>whsec_</c> and base64 (Standard Webhooks 1.0.0).</param>
public sealed record AddedSubscription(SubscriptionLine Subscription, string Secret)
{
    public override string ToString() => nameof(AddedSubscription);
}

public sealed record SubscriptionsAnswer(IReadOnlyList<SubscriptionLine> Subscriptions);
