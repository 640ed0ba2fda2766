using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Application.Commands;

/// <summary>A fact with where and when it was recorded. <paramref name="Fact"/> is null for an alias this version does not know.</summary>
public sealed record DecodedFact(RecordedEvent Recorded, IFact? Fact);

/// <summary>Between facts and the store's events. The only place where the two meet.</summary>
public static class FactCodec
{
    public static NewEvent Encode(Guid id, IFact fact) =>
        new(id, FactCatalog.NameOf(fact.GetType()), FactCatalog.DotNetNameOf(fact.GetType()), FactCatalog.Write(fact));

    public static DecodedFact Decode(RecordedEvent recorded) => new(recorded, FactCatalog.Read(recorded.Type, recorded.Json.Span));

    public static IReadOnlyList<DecodedFact> Decode(StreamSlice slice) => [.. slice.Events.Select(Decode)];

    /// <summary>The facts that this version knows, in order, for a fold.</summary>
    public static IEnumerable<IFact> Facts(StreamSlice slice) =>
        slice.Events.Select(recorded => FactCatalog.Read(recorded.Type, recorded.Json.Span)).OfType<IFact>();
}
