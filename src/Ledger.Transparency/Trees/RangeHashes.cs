namespace Ledger.Transparency.Trees;

/// <summary>
/// The hashes of several ranges of leaves, asked of a source in one call. A proof is a list of such ranges: each stands for one hash of it.
/// </summary>
internal sealed class RangeHashes
{
    private readonly List<NodeAddress> nodes = [];
    private readonly List<int> counts = [];

    /// <summary>Adds the leaves from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public void Add(long start, long end) => counts.Add(Subtrees.Add(nodes, start, end));

    public async ValueTask<IReadOnlyList<TreeHash>> Read(INodeSource source, CancellationToken cancellation)
    {
        if (nodes.Count == 0)
            return [];

        var hashes = await source.Read(nodes, cancellation);
        if (hashes.Count != nodes.Count)
            throw new InvalidDataException($"The source of nodes gave {hashes.Count} hashes for {nodes.Count} addresses.");

        var joined = new TreeHash[counts.Count];
        for (int i = 0, first = 0; i < joined.Length; first += counts[i++])
            joined[i] = Subtrees.Join(hashes, first, counts[i]);
        return joined;
    }
}
