using System.Text.Json;
using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Projections.Engine;

namespace Ledger.Application.Messages;

/// <summary>
/// Events as facts, judged as the read models judge them: an alias that this program does not know is passed over, a body that does not
/// fit its fact is not.
/// </summary>
/// <param name="Facts">Up to the first that does not fit.</param>
/// <param name="Unfit">That one; null when all fit.</param>
internal sealed record FittingFacts(IReadOnlyList<DecodedFact> Facts, ReactionStoppedException? Unfit)
{
    public static FittingFacts Of(IReadOnlyList<RecordedEvent> events)
    {
        var facts = new List<DecodedFact>(events.Count);
        foreach (var recorded in events)
        {
            var (fact, fault) = Read(recorded);
            if (fault is not null)
                return new FittingFacts(
                    facts, new ReactionStoppedException(recorded.Position, recorded.StreamId, $"{recorded.Type}: {fault}"));
            if (fact is not null)
                facts.Add(new DecodedFact(recorded, fact));
        }

        return new FittingFacts(facts, null);
    }

    private static (IFact? Fact, string? Fault) Read(RecordedEvent recorded)
    {
        try
        {
            var fact = FactCatalog.Read(recorded.Type, recorded.Json.Span);
            return fact is not null && FactShape.Missing(recorded.Type, recorded.Json.Span, fact) is { } part
                ? (null, $"the body lacks {part}")
                : (fact, null);
        }
        catch (JsonException error)
        {
            // The path names properties of ours; the message could quote the body.
            return (null, $"the body does not fit at {error.Path ?? "$"}");
        }
    }
}
