using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Ledger.Transparency.Trees;

/// <summary>A hash of the tree: exactly 32 bytes (SHA-256), compared by value. There is no way to hold one of another length.</summary>
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>Length, bytes.</summary>
    public const int Bytes = 32;

    private readonly Digest digest;

    /// <exception cref="ArgumentException">Not <see cref="Bytes"/> bytes.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes)
            throw new ArgumentException($"A tree hash has {Bytes} bytes, not {bytes.Length}.", nameof(bytes));
        bytes.CopyTo(digest);
    }

    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);

    /// <summary>Standard base64 (RFC 4648 section 4) in its one canonical form, as checkpoints and proofs write it.</summary>
    public static bool TryFromBase64(string text, out TreeHash hash)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        var read = text.Length == 44 && Convert.TryFromBase64String(text, bytes, out var written) && written == Bytes;
        hash = read ? new TreeHash(bytes) : default;
        return read && hash.ToBase64() == text;
    }

    /// <summary>64 hexadecimal characters of either case.</summary>
    public static bool TryFromHex(string text, out TreeHash hash)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        var read = text.Length == 2 * Bytes && Convert.FromHexString(text, bytes, out _, out var written) == OperationStatus.Done
            && written == Bytes;
        hash = read ? new TreeHash(bytes) : default;
        return read;
    }

    public void CopyTo(Span<byte> target) => ((ReadOnlySpan<byte>)digest).CopyTo(target);

    public byte[] ToArray() => ((ReadOnlySpan<byte>)digest).ToArray();

    public string ToBase64() => Convert.ToBase64String(digest);

    public bool Equals(TreeHash other) => ((ReadOnlySpan<byte>)digest).SequenceEqual(other.digest);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TreeHash other && Equals(other);

    /// <summary>Hashes are spread evenly already; any four bytes do.</summary>
    public override int GetHashCode() => BitConverter.ToInt32(digest);

    /// <summary>64 lower-case hexadecimal characters.</summary>
    public override string ToString() => Convert.ToHexStringLower(digest);

    [InlineArray(Bytes)]
    private struct Digest
    {
        private byte first;
    }
}
