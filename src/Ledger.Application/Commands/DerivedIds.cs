using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Application.Commands;

/// <summary>
/// Ids that the same words always give again, so that a repeat meets itself. RFC 9562 version 8 (custom), from the first
/// 16 bytes of SHA-256 over the parts, each preceded by its length so that ("ab","c") is not ("a","bc").
/// </summary>
public static class DerivedIds
{
    /// <summary>Bytes of the parts up to which no heap is used.</summary>
    private const int StackBytes = 512;

    public static Guid From(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts)
            length += sizeof(int) + Encoding.UTF8.GetByteCount(part);

        // One call over one piece: an import derives millions of these.
        Span<byte> bytes = length <= StackBytes ? stackalloc byte[StackBytes] : new byte[length];
        var at = 0;
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, bytes[(at + sizeof(int))..]);
            BinaryPrimitives.WriteInt32BigEndian(bytes[at..], written);
            at += sizeof(int) + written;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..at], digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
