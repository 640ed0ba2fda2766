namespace Ledger.EventStore.Appending;

/// <summary>Events to be written, column by column, in the order of their positions.</summary>
internal sealed class EventColumns
{
    public List<Guid> Ids { get; } = [];
    public List<string> Streams { get; } = [];
    public List<long> Versions { get; } = [];
    public List<ReadOnlyMemory<byte>> Bodies { get; } = [];
    public List<string> Types { get; } = [];
    public List<string?> DotNetTypes { get; } = [];
    public List<string?> Correlations { get; } = [];
    public List<string?> Causations { get; } = [];
    public List<string?> Actors { get; } = [];

    public int Count => Ids.Count;

    /// <param name="streams">As they are before these appends.</param>
    public void Add(IReadOnlyList<StreamAppend> appends, StreamVersions streams, EventMetadata metadata)
    {
        foreach (var append in appends)
        {
            var version = streams[append.StreamId];
            foreach (var one in append.Events)
                Add(append.StreamId, ++version, one, metadata);
        }
    }

    private void Add(string stream, long version, NewEvent one, EventMetadata metadata)
    {
        Ids.Add(one.Id);
        Streams.Add(stream);
        Versions.Add(version);
        Bodies.Add(one.Json);
        Types.Add(one.Type);
        DotNetTypes.Add(one.DotNetType);
        Correlations.Add(metadata.CorrelationId);
        Causations.Add(metadata.CausationId);
        Actors.Add(metadata.Actor);
    }
}
