using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Trees;

/// <summary>The definitions of RFC 6962 section 2.1, word for word and by recursion over the leaves: slow, and hard to get wrong.</summary>
internal sealed class NaiveTree(IReadOnlyList<TreeHash> leaves) : INodeSource
{
    private readonly Dictionary<(int Start, int End), TreeHash> known = [];

    public IReadOnlyList<TreeHash> Leaves => leaves;

    /// <summary>A tree over the entries "entry 0", "entry 1", ...</summary>
    public static NaiveTree Of(int size) => new([.. Enumerable.Range(0, size).Select(Leaf)]);

    public static TreeHash Leaf(int index) => Sha256([0, .. Encoding.UTF8.GetBytes($"entry {index}")]);

    public TreeHash Root(int size) => Mth(0, size);

    /// <summary>MTH(D[start:end]).</summary>
    public TreeHash Mth(int start, int end)
    {
        if (end == start)
            return Sha256([]);
        if (end - start == 1)
            return leaves[start];
        if (known.TryGetValue((start, end), out var hash))
            return hash;

        var middle = start + Split(end - start);
        return known[(start, end)] = Sha256([1, .. Mth(start, middle).ToArray(), .. Mth(middle, end).ToArray()]);
    }

    /// <summary>PATH(index, D[start:end]) of section 2.1.1.</summary>
    public IReadOnlyList<TreeHash> Path(int index, int start, int end)
    {
        if (end - start == 1)
            return [];
        var k = Split(end - start);
        return index < k
            ? [.. Path(index, start, start + k), Mth(start + k, end)]
            : [.. Path(index - k, start + k, end), Mth(start, start + k)];
    }

    /// <summary>PROOF(old, D[new]) of section 2.1.2.</summary>
    public IReadOnlyList<TreeHash> Proof(int oldSize, int newSize) => SubProof(oldSize, 0, newSize, whole: true);

    public ValueTask<IReadOnlyList<TreeHash>> Read(IReadOnlyList<NodeAddress> nodes, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<TreeHash>>(
            [.. nodes.Select(node => Mth((int)(node.Index << node.Level), (int)((node.Index + 1) << node.Level)))]);

    private IReadOnlyList<TreeHash> SubProof(int m, int start, int end, bool whole)
    {
        if (m == end - start)
            return whole ? [] : [Mth(start, end)];
        var k = Split(end - start);
        return m <= k
            ? [.. SubProof(m, start, start + k, whole), Mth(start + k, end)]
            : [.. SubProof(m - k, start + k, end, whole: false), Mth(start, start + k)];
    }

    /// <summary>The largest power of two smaller than n.</summary>
    private static int Split(int n)
    {
        var k = 1;
        while (2 * k < n)
            k *= 2;
        return k;
    }

    private static TreeHash Sha256(byte[] bytes) => new(SHA256.HashData(bytes));
}
