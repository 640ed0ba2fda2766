using Ledger.Cli.Output;
using Ledger.Transparency.Trees;

namespace Ledger.Cli.Trees;

/// <summary>The leaf hashes of a file, 32 bytes for each line, from which proofs at any size are made.</summary>
internal sealed class EntryTree : INodeSource
{
    /// <summary>Lines of one file: their hashes take 16 GB then.</summary>
    private const int Lines = 500_000_000;

    private readonly List<TreeHash> leaves = [];

    private EntryTree() { }

    public long Size => leaves.Count;

    /// <exception cref="Failure">A line is too long, or there are too many.</exception>
    public static async Task<EntryTree> Read(Stream file, CancellationToken cancellation)
    {
        var tree = new EntryTree();
        await foreach (var line in EntryLines.Read(file, cancellation))
        {
            if (tree.leaves.Count == Lines)
                throw new Failure(ExitCodes.Problems, $"The file has over {Lines} lines, the most that proofs are made of.");
            tree.leaves.Add(TreeHasher.Leaf(line.Span));
        }

        return tree;
    }

    public ValueTask<IReadOnlyList<TreeHash>> Read(IReadOnlyList<NodeAddress> nodes, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<TreeHash>>([.. nodes.Select(node => Hash(node.Level, node.Index))]);

    private TreeHash Hash(int level, long index)
    {
        if (level == 0)
            return leaves[(int)index];
        var frontier = TreeFrontier.Empty();
        for (var leaf = index << level; leaf < (index + 1) << level; leaf++)
            frontier.Append(leaves[(int)leaf]);
        return frontier.Root();
    }
}
