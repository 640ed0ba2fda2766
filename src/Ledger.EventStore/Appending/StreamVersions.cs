namespace Ledger.EventStore.Appending;

/// <summary>The versions of the locked streams, and what the appends make of them. A stream that is not known has version 0.</summary>
internal sealed class StreamVersions(Dictionary<string, long> stored)
{
    private readonly Dictionary<string, (string? Type, long Version)> moved = new(StringComparer.Ordinal);

    /// <summary>The streams that get events, with their new versions.</summary>
    public IReadOnlyDictionary<string, (string? Type, long Version)> Moved => moved;

    public long this[string stream] => moved.TryGetValue(stream, out var now) ? now.Version : stored.GetValueOrDefault(stream);

    /// <summary>As it is stored, without what these appends add.</summary>
    public long Before(string stream) => stored.GetValueOrDefault(stream);

    /// <returns>The first conflict, or null.</returns>
    public AppendOutcome.VersionConflict? Conflict(IEnumerable<StreamAppend> appends)
    {
        foreach (var append in appends)
        {
            if (append.Expected.Value is { } expected && expected != this[append.StreamId])
                return new(append.StreamId, expected, this[append.StreamId]);
        }

        return null;
    }

    /// <summary>Adds what a further lock has found.</summary>
    public void Learn(string stream, long version) => stored[stream] = version;

    /// <summary>Moves the streams by the events that they get.</summary>
    public void Move(IReadOnlyList<StreamAppend> appends)
    {
        foreach (var append in appends)
        {
            if (append.Events.Count > 0)
                moved[append.StreamId] = (append.StreamType, this[append.StreamId] + append.Events.Count);
        }
    }

    /// <summary>The versions of these streams as they are now.</summary>
    public Dictionary<string, long> Of(IReadOnlyList<StreamAppend> appends)
    {
        var versions = new Dictionary<string, long>(appends.Count, StringComparer.Ordinal);
        foreach (var append in appends)
            versions[append.StreamId] = this[append.StreamId];
        return versions;
    }
}
