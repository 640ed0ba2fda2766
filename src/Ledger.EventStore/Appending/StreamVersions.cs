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

    /// <summary>Numbers the events and adds them to <paramref name="columns"/>.</summary>
    /// <returns>The new version of each stream.</returns>
    public Dictionary<string, long> Take(IReadOnlyList<StreamAppend> appends, EventMetadata metadata, EventColumns columns)
    {
        var versions = new Dictionary<string, long>(appends.Count, StringComparer.Ordinal);
        foreach (var append in appends)
        {
            var version = this[append.StreamId];
            foreach (var one in append.Events)
                columns.Add(append.StreamId, ++version, one, metadata);
            if (append.Events.Count > 0)
                moved[append.StreamId] = (append.StreamType, version);
            versions[append.StreamId] = version;
        }

        return versions;
    }
}
