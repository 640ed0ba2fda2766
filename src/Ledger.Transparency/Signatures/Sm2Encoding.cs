using System.Formats.Asn1;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ledger.Transparency.Signatures;

/// <summary>Between the fixed lengths that records hold and the DER that OpenSSL speaks.</summary>
internal static class Sm2Encoding
{
    /// <summary>
    /// SubjectPublicKeyInfo (RFC 5280 section 4.1) of id-ecPublicKey on the SM2 curve, 1.2.156.10197.1.301, up to the point.
    /// </summary>
    private static ReadOnlySpan<byte> PublicHead =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D, 0x03, 0x42, 0x00,
    ];

    /// <summary>PrivateKeyInfo (RFC 5208) around an ECPrivateKey (RFC 5915) without its public half, up to the number.</summary>
    private static ReadOnlySpan<byte> PrivateHead =>
    [
        0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D, 0x04, 0x27, 0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20,
    ];

    public static unsafe KeyHandle ReadPublic(ReadOnlySpan<byte> point)
    {
        byte[] der = [.. PublicHead, .. point];
        fixed (byte* first = der)
        {
            var next = first;
            return LibCrypto.ReadPublicKey(0, &next, new CLong(der.Length));
        }
    }

    public static unsafe KeyHandle ReadPrivate(ReadOnlySpan<byte> number)
    {
        var der = GC.AllocateUninitializedArray<byte>(PrivateHead.Length + number.Length, pinned: true);
        try
        {
            PrivateHead.CopyTo(der);
            number.CopyTo(der.AsSpan(PrivateHead.Length));
            fixed (byte* first = der)
            {
                var next = first;
                return LibCrypto.ReadPrivateKey(0, &next, new CLong(der.Length));
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>r || s as the SEQUENCE of two INTEGERs.</summary>
    public static byte[] Signature(ReadOnlySpan<byte> numbers)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Number(numbers[..(numbers.Length / 2)]));
            writer.WriteInteger(Number(numbers[(numbers.Length / 2)..]));
        }

        return writer.Encode();
    }

    /// <summary>The SEQUENCE of two INTEGERs as r || s, each filled to <paramref name="numberBytes"/>.</summary>
    public static byte[] Numbers(byte[] signature, int numberBytes)
    {
        var sequence = new AsnReader(signature, AsnEncodingRules.DER).ReadSequence();
        var numbers = new byte[2 * numberBytes];
        for (var half = 0; half < 2; half++)
        {
            var number = sequence.ReadInteger().ToByteArray(isUnsigned: true, isBigEndian: true);
            number.CopyTo(numbers, ((half + 1) * numberBytes) - number.Length);
        }

        return numbers;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
