using System.Security.Cryptography;

namespace Ledger.Transparency.Trees;

/// <summary>
/// The hashes of RFC 6962 section 2.1: leaf and node are told apart by a first byte, so that no entry can pass for a node.
/// </summary>
public static class TreeHasher
{
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    /// <summary>Entries up to this are hashed from the stack, bytes.</summary>
    private const int StackBytes = 2_048;

    /// <summary>MTH({}): SHA-256 of nothing.</summary>
    public static TreeHash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>MTH({d(0)}) = SHA-256(0x00 || d(0)).</summary>
    public static TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        var input = entry.Length < StackBytes ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        input[0] = LeafPrefix;
        entry.CopyTo(input[1..]);
        return Hash(input);
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static TreeHash Node(TreeHash left, TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * TreeHash.Bytes)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + TreeHash.Bytes)..]);
        return Hash(input);
    }

    private static TreeHash Hash(ReadOnlySpan<byte> input)
    {
        Span<byte> digest = stackalloc byte[TreeHash.Bytes];
        SHA256.HashData(input, digest);
        return new TreeHash(digest);
    }
}
