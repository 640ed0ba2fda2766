using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Messaging;

namespace Ledger.Application.Messages;

/// <summary>
/// Follows the log and sends what reactors say follows from it. Its mark moves in the transaction that sends, so whatever wrote an event,
/// this program, an import or a foreign writer, its messages are sent once and only once it has committed. Any number of processes may
/// follow at once: who loses a step reads the mark again.
/// </summary>
public sealed class ReactionFollower(IEventStore store, IMessageBox messages, IReadOnlyList<IReactor> reactors)
{
    /// <summary>The mark's name among Marten's progressions.</summary>
    public const string Follower = "ledger:reactions";

    /// <summary>Positions in one step: a scan of some tenths of a second where nothing in it is wanted.</summary>
    public const int PositionsPerStep = 50_000;

    /// <summary>Wanted events in one step; they stand in memory, some 60 KB each at the most.</summary>
    public const int FactsPerStep = 500;

    private readonly string[] wanted =
        [.. FactCatalog.Types.Keys.Where(alias => reactors.Any(reactor => reactor.Wants(alias))).Order(StringComparer.Ordinal)];

    /// <summary>Follows to the head as of the call.</summary>
    /// <returns>Where it stands then.</returns>
    /// <exception cref="ReactionStoppedException">An event's body does not fit its fact; what comes before it has been sent.</exception>
    public async Task<long> CatchUp(CancellationToken cancellation)
    {
        var head = await store.Head(cancellation).ConfigureAwait(false);
        var at = await messages.Mark(Follower, cancellation).ConfigureAwait(false);
        while (at < head)
            at = await Step(at, head, cancellation).ConfigureAwait(false);
        return at;
    }

    public async Task<ReactionStatus> Status(CancellationToken cancellation)
    {
        // In this order: the head is never behind the mark.
        var at = await messages.Mark(Follower, cancellation).ConfigureAwait(false);
        var head = await store.Head(cancellation).ConfigureAwait(false);
        // A follower that has stopped stands right before the event in its way, which is the next that is wanted.
        var next = await store.ReadTypes(at, Math.Min(at + PositionsPerStep, head), wanted, 1, cancellation).ConfigureAwait(false);
        return new ReactionStatus(at, head, Math.Max(head - at, 0), FittingFacts.Of(next).Unfit?.Message);
    }

    /// <returns>Where to go on from.</returns>
    private async Task<long> Step(long at, long head, CancellationToken cancellation)
    {
        var to = Math.Min(at + PositionsPerStep, head);
        var events = await store.ReadTypes(at, to, wanted, FactsPerStep, cancellation).ConfigureAwait(false);
        if (events.Count == FactsPerStep)
            to = events[^1].Position;
        var (facts, unfit) = FittingFacts.Of(events);
        if (unfit is not null)
            to = unfit.Position - 1;

        var (found, reached) = await React(facts, to, cancellation).ConfigureAwait(false);
        if (reached > at)
        {
            var step = new FollowerStep(Follower, at, reached);
            if (!await messages.Send(found, step, cancellation).ConfigureAwait(false))
                return await messages.Mark(Follower, cancellation).ConfigureAwait(false);
        }

        return unfit is not null && reached == to ? throw unfit : reached;
    }

    /// <summary>Asks the reactors; about fewer facts where more would follow than can be sent at once.</summary>
    private async Task<(IReadOnlyList<OutgoingMessage> Found, long Reached)> React(
        IReadOnlyList<DecodedFact> facts, long to, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await Ask(facts, cancellation).ConfigureAwait(false);
            if (found.Count <= MessageLimits.MessagesPerSend)
                return (found, to);
            if (facts is [var one])
                throw new ReactionStoppedException(one.Recorded.Position, one.Recorded.StreamId, $"{found.Count} messages follow from it");
            facts = [.. facts.Take(facts.Count / 2)];
            to = facts[^1].Recorded.Position;
        }
    }

    private async Task<IReadOnlyList<OutgoingMessage>> Ask(IReadOnlyList<DecodedFact> facts, CancellationToken cancellation)
    {
        var found = new List<OutgoingMessage>();
        foreach (var reactor in reactors)
        {
            var its = facts.Where(fact => reactor.Wants(fact.Recorded.Type)).ToList();
            if (its.Count > 0)
                found.AddRange(await reactor.React(its, cancellation).ConfigureAwait(false));
        }

        return found;
    }
}
