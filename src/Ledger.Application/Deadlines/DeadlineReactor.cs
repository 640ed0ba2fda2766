using System.Collections.Frozen;
using Ledger.Application.Commands;
using Ledger.Application.Messages;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Messaging;

namespace Ledger.Application.Deadlines;

/// <summary>
/// Which facts set a term, and so schedule a message for the day after it: an order to correct, a listing, a base's cycle. Nothing is
/// taken back when the term is met in time; the message then finds nothing overdue.
/// </summary>
public sealed class DeadlineReactor(MessageCatalog catalog) : IReactor
{
    private static readonly FrozenSet<string> Aliases = new[]
    {
        typeof(CorrectionOrdered), typeof(InstitutionListed), typeof(BaseSelected), typeof(BaseReviewed),
    }.Select(FactCatalog.NameOf).ToFrozenSet(StringComparer.Ordinal);

    public bool Wants(string alias) => Aliases.Contains(alias);

    public Task<IReadOnlyList<OutgoingMessage>> React(IReadOnlyList<DecodedFact> facts, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OutgoingMessage>>([.. facts.SelectMany(Messages)]);

    private IEnumerable<OutgoingMessage> Messages(DecodedFact fact)
    {
        var recorded = fact.Recorded;
        if (!recorded.StreamId.StartsWith(StreamIds.InstitutionPrefix, StringComparison.Ordinal))
            yield break;

        var (message, dueAt) = Of(recorded.StreamId[StreamIds.InstitutionPrefix.Length..], fact.Fact, recorded.RecordedAt);
        if (message is not null && dueAt is not null)
            yield return catalog.Pack(message, dueAt);
    }

    private static (IMessage? Message, DateTimeOffset? DueAt) Of(string institution, IFact? fact, DateTimeOffset recordedAt) => fact switch
    {
        CorrectionOrdered ordered =>
            (new CorrectionFallsDue(institution, ordered.Order, ordered.Deadline), DueTimes.After(ordered.Deadline, recordedAt)),
        InstitutionListed listed => FirstPlan(institution, listed, recordedAt),
        BaseSelected selected =>
            (new BaseCycleEnds(institution, selected.Base, selected.Until), DueTimes.After(selected.Until, recordedAt)),
        BaseReviewed { Until: { } until } kept =>
            (new BaseCycleEnds(institution, kept.Base, until), DueTimes.After(until, recordedAt)),
        _ => (null, null),
    };

    /// <summary>
    /// The first year that begins after the listing, and after the ledger knew of it: of the years before, it knows neither plans nor
    /// that there were none.
    /// </summary>
    private static (IMessage?, DateTimeOffset?) FirstPlan(string institution, InstitutionListed listed, DateTimeOffset recordedAt)
    {
        var known = Math.Max(listed.Act.On.Year, ShanghaiTime.DayOf(recordedAt).Year);
        var year = Math.Max(known + 1, PlanFallsDue.FirstYear);
        return (new PlanFallsDue(institution, year), DueTimes.OfYear(year));
    }
}
