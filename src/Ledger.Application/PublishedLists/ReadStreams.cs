using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Application.PublishedLists;

/// <summary>Streams read for one decision, each once, with the version it was read at: what the append then expects.</summary>
internal sealed class ReadStreams(IEventStore store, int streamsPerRead)
{
    private readonly Dictionary<string, StreamSlice> _read = new(StringComparer.Ordinal);

    public long VersionOf(string stream) => _read[stream].Version;

    /// <summary>The facts of a stream that was loaded.</summary>
    public IEnumerable<IFact> Loaded(string stream) => FactCodec.Facts(_read[stream]);

    public async Task<IEnumerable<IFact>> Facts(string stream, CancellationToken cancellation)
    {
        await Load([stream], cancellation);
        return Loaded(stream);
    }

    public async Task Load(IReadOnlyCollection<string> streams, CancellationToken cancellation)
    {
        foreach (var chunk in streams.Where(stream => !_read.ContainsKey(stream)).Chunk(streamsPerRead))
        {
            foreach (var (stream, slice) in await store.ReadStreams(chunk, UpTo.Now, cancellation))
                _read[stream] = slice;
        }
    }
}
