namespace Ledger.Transparency.Trees;

/// <summary>Where the hashes of complete subtrees are kept.</summary>
public interface INodeSource
{
    /// <summary>The hashes in the order asked, one for each address. All that a proof needs is asked in one call.</summary>
    /// <exception cref="InvalidDataException">A node that should be there is missing or malformed.</exception>
    ValueTask<IReadOnlyList<TreeHash>> Read(IReadOnlyList<NodeAddress> nodes, CancellationToken cancellation);
}
