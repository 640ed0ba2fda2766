using System.Text.Json;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Engine;

/// <summary>Makes facts of bodies: the facts of hours by hand, all others by the catalogue. For one task at a time.</summary>
/// <param name="slots">Texts and acts that are held at most; a power of two.</param>
internal sealed class FactDecoder(int slots = Words.ManySlots)
{
    private readonly HoursFacts hours = new(slots);

    /// <param name="body">As the database writes jsonb.</param>
    /// <returns>Null for another fact, and for a body that only the catalogue can judge.</returns>
    public IFact? DecodeHours(string type, ReadOnlySpan<byte> body) => hours.Read(type, body);

    /// <summary>An event as a fact with what read models need of its envelope.</summary>
    /// <param name="body">As the database writes jsonb.</param>
    /// <param name="poison">The event, when its body does not fit its fact.</param>
    /// <returns>Null too for an alias that this version does not know.</returns>
    public StoredFact? Decode(
        long position, string stream, long version, string type, ReadOnlySpan<byte> body, out PoisonFact? poison)
    {
        var fact = Decode(type, body, out var reason);
        poison = reason is null ? null : new PoisonFact(position, stream, type, reason);
        return fact is null ? null : new StoredFact(position, stream, version, type, fact);
    }

    /// <param name="body">As the database writes jsonb.</param>
    /// <param name="reason">Why the body does not fit its fact, never what stands there; null otherwise.</param>
    /// <returns>Null too for an alias that this version does not know.</returns>
    public IFact? Decode(string type, ReadOnlySpan<byte> body, out string? reason)
    {
        reason = null;
        if (hours.Read(type, body) is { } read)
            return read;
        try
        {
            if (FactCatalog.Read(type, body) is not { } fact)
                return null;
            if (FactShape.Missing(type, body, fact) is not { } part)
                return fact;
            reason = $"the body lacks {part}";
        }
        catch (JsonException error)
        {
            // The path names properties of ours; the message could quote the body.
            reason = $"the body does not fit at {error.Path ?? "$"}";
        }

        return null;
    }
}
