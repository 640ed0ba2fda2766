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
    public static Guid From(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
