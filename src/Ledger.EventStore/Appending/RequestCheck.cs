using System.Globalization;

namespace Ledger.EventStore.Appending;

/// <summary>Says why a request cannot be stored, whatever the streams hold.</summary>
internal static class RequestCheck
{
    private const int DigestBytes = 32;

    public static string? Fault(AppendRequest request) =>
        Fault(request.Streams, request.Metadata, StoreLimits.EventsPerAppend)
        ?? FaultOfEvents(request.Streams)
        ?? (request.Idempotency is null ? null : Fault(request.Idempotency));

    /// <summary>All but the events themselves: see <see cref="FaultOfEvents"/>.</summary>
    /// <returns>Null when there is nothing against it.</returns>
    public static string? Fault(IReadOnlyList<StreamAppend> streams, EventMetadata metadata, int mostEvents)
    {
        if (streams.Count == 0)
            return "no stream is named";
        var events = 0;
        var seen = new HashSet<string>(streams.Count, StringComparer.Ordinal);
        foreach (var stream in streams)
        {
            events += stream.Events.Count;
            if (Text(stream.StreamId, "stream id", StoreLimits.StreamIdCharacters) is { } fault)
                return fault;
            if (!seen.Add(stream.StreamId))
                return $"stream {stream.StreamId} is named twice";
            if (stream.StreamType is not null && Text(stream.StreamType, "stream type", StoreLimits.EventTypeCharacters) is { } wrong)
                return wrong;
        }

        return events > mostEvents
            ? string.Create(CultureInfo.InvariantCulture, $"{events} events in one request; at most {mostEvents}")
            : Fault(metadata);
    }

    /// <returns>What is against the first event that cannot be stored, or null.</returns>
    public static string? FaultOfEvents(IReadOnlyList<StreamAppend> streams)
    {
        foreach (var stream in streams)
        {
            foreach (var one in stream.Events)
            {
                if (Fault(one) is { } fault)
                    return fault;
            }
        }

        return null;
    }

    private static string? Fault(EventMetadata metadata) =>
        Optional(metadata.Actor, "actor", StoreLimits.MetadataCharacters)
        ?? Optional(metadata.CorrelationId, "correlation id", StoreLimits.MetadataCharacters)
        ?? Optional(metadata.CausationId, "causation id", StoreLimits.MetadataCharacters);

    private static string? Fault(NewEvent one) =>
        (one.Id == Guid.Empty ? "event id is empty" : null)
        ?? Text(one.Type, "event type", StoreLimits.EventTypeCharacters)
        ?? Optional(one.DotNetType, ".NET type", StoreLimits.EventTypeCharacters)
        ?? BodyCheck.Fault(one.Json.Span);

    /// <summary>False for what no stream can be called, so that a read need not ask the database.</summary>
    public static bool IsStreamId(string id) => Text(id, "stream id", StoreLimits.StreamIdCharacters) is null;

    public static string? Fault(IdempotencyKey key) =>
        Text(key.Key, "idempotency key", StoreLimits.IdempotencyKeyCharacters)
        ?? (key.RequestDigest.Length == DigestBytes ? null : $"request digest is not {DigestBytes} bytes");

    private static string? Optional(string? text, string name, int most) => text is null ? null : Text(text, name, most);

    private static string? Text(string text, string name, int most)
    {
        if (string.IsNullOrWhiteSpace(text))
            return $"{name} is empty";
        if (text.Length > most)
            return string.Create(CultureInfo.InvariantCulture, $"{name} of {text.Length} characters; at most {most}");
        // Nearly all of them are plain ASCII to the end, and there are millions.
        var plain = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        for (var at = plain < 0 ? text.Length : plain; at < text.Length; at++)
        {
            if (char.IsControl(text[at]))
                return $"{name} holds a control character";
            if (char.IsSurrogate(text[at]) && !char.IsSurrogatePair(text, at++))
                return $"{name} holds half a surrogate pair";
        }

        return null;
    }
}
