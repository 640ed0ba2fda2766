namespace Ledger.EventStore.Appending;

/// <summary>A key to be remembered. Positions count from 1 in the group.</summary>
internal sealed record PlannedKey(IdempotencyKey Key, long First, long Last, IReadOnlyDictionary<string, long> Versions)
{
    public StoredAnswer At(long head) => new(Key.RequestDigest, head + First, head + Last, Versions);
}

/// <summary>
/// Decides a group of requests in the order of their arrival, in memory, against what the transaction has locked and read. Positions
/// are not known yet: an answer is a function of the head before the group.
/// </summary>
/// <param name="behind">Streams whose row says less than their events: plain SQL has added some and not said so there.</param>
internal sealed class GroupPlan(
    Dictionary<string, long> versions, IReadOnlySet<string> behind, IReadOnlyDictionary<string, StoredAnswer> answers)
{
    private readonly Dictionary<string, PlannedKey> planned = new(StringComparer.Ordinal);

    public StreamVersions Streams { get; } = new(versions);

    public IReadOnlySet<string> Behind => behind;

    public EventColumns Events { get; } = new();

    public IReadOnlyCollection<PlannedKey> Keys => planned.Values;

    public Func<long, AppendOutcome> Decide(AppendRequest request)
    {
        if (request.Idempotency is { } key)
        {
            if (answers.TryGetValue(key.Key, out var stored))
                return _ => stored.To(key);
            if (planned.TryGetValue(key.Key, out var earlier))
                return head => earlier.At(head).To(key);
        }

        if (Streams.Conflict(request.Streams) is { } conflict)
            return _ => conflict;

        var first = Events.Count + 1L;
        Events.Add(request.Streams, Streams, request.Metadata);
        Streams.Move(request.Streams);
        var now = Streams.Of(request.Streams);
        var last = (long)Events.Count;
        if (request.Idempotency is { } fresh)
            planned.Add(fresh.Key, new PlannedKey(fresh, first, last, now));
        return head => new AppendOutcome.Appended(head + first, head + last, now, false);
    }
}
