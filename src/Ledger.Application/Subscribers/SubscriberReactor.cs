using Ledger.Application.Commands;
using Ledger.Application.Messages;
using Ledger.Messaging;

namespace Ledger.Application.Subscribers;

/// <summary>Sends a delivery for each public fact and each subscriber that wants it.</summary>
public sealed class SubscriberReactor(Subscriptions subscriptions, MessageCatalog catalog) : IReactor
{
    public bool Wants(string alias) => PublicFacts.IsPublic(alias);

    /// <remarks>
    /// The subscriptions are read after the facts, so that one that was made before a fact was recorded is seen with it; and once for the
    /// whole batch.
    /// </remarks>
    public async Task<IReadOnlyList<OutgoingMessage>> React(IReadOnlyList<DecodedFact> facts, CancellationToken cancellation)
    {
        if (facts.Count == 0 || await subscriptions.Living(cancellation) is not { Count: > 0 } living)
            return [];

        var pairs = new List<DeliverFact>();
        foreach (var subscription in living)
        {
            pairs.AddRange(facts.Select(fact => fact.Recorded)
                .Where(recorded => recorded.Position >= subscription.LiveFrom && subscription.Wants(recorded.Type, recorded.Position))
                .Select(recorded => new DeliverFact(subscription.Id, recorded.Position, recorded.Id)));
            if (pairs.Count > SubscriberLimits.DeliveriesPerBatch)
                return [.. Ranges(living, facts[0].Recorded.Position, facts[^1].Recorded.Position)];
        }

        return [.. pairs.Select(pair => catalog.Pack(pair, null))];
    }

    private IEnumerable<OutgoingMessage> Ranges(IReadOnlyList<Subscription> living, long first, long last) =>
        living.Where(subscription => subscription.LiveFrom <= last).Select(subscription =>
            catalog.Pack(new DeliverRange(subscription.Id, Math.Max(first, subscription.LiveFrom) - 1, last), null));
}
