using System.Security.Cryptography;

namespace Ledger.Transparency.Signatures;

/// <summary>
/// SM2 with SM3 (GB/T 32918.2, GM/T 0003.2) on the recommended curve of GB/T 32918.5, with the signer id of GM/T 0009 section 10.
/// A public key is the uncompressed point 04 || X || Y, a private key the number d, a signature r || s, all numbers 32 bytes big-endian.
/// </summary>
public sealed class Sm2Suite : ISignatureSuite
{
    private const int NumberBytes = 32;
    private const int PointBytes = 1 + (2 * NumberBytes);
    private const byte Uncompressed = 0x04;

    /// <summary>ECDSA-Sig-Value in DER with two numbers of 33 bytes.</summary>
    private const int DerSignatureBytes = 72;

    private static ReadOnlySpan<byte> SignerId => "1234567812345678"u8;

    /// <summary>n - 1: a private key is 1 to n - 2 (GB/T 32918.1 section 6.1).</summary>
    private static ReadOnlySpan<byte> OrderLessOne =>
    [
        0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x72, 0x03, 0xDF, 0x6B, 0x21, 0xC6, 0x05, 0x2B, 0x53, 0xBB, 0xF4, 0x09, 0x39, 0xD5, 0x41, 0x22,
    ];

    private static ReadOnlySpan<byte> One =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    ];

    public string Name => "SM2-SM3";

    /// <summary>
    /// C2SP signed-note assigns no byte to SM2: 0xff, and then the DER of the object identifier of SM2 with SM3, 1.2.156.10197.1.501, which
    /// is registered to nothing else and tells its own length.
    /// </summary>
    public ReadOnlySpan<byte> SignatureType => [0xFF, 0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x83, 0x75];

    public int PublicKeyBytes => PointBytes;

    public int PrivateKeyBytes => NumberBytes;

    public int SignatureBytes => 2 * NumberBytes;

    public bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        using var key = TryPublic(publicKey);
        return key is { IsInvalid: false };
    }

    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey) => InRange(privateKey);

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureBytes)
            return false;
        using var key = TryPublic(publicKey);
        return key is { IsInvalid: false } && Signing.Verify(key, "SM3", SignerId, message, Sm2Encoding.Signature(signature));
    }

    public byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message)
    {
        using var key = Private(privateKey);
        return Sm2Encoding.Numbers(Signing.Sign(key, "SM3", SignerId, message, DerSignatureBytes), NumberBytes);
    }

    /// <summary>A number of 32 random bytes, drawn anew in the one case in 2^32 that it is out of range.</summary>
    public (byte[] Private, byte[] Public) Generate()
    {
        var number = new byte[NumberBytes];
        do
            RandomNumberGenerator.Fill(number);
        while (!IsPrivateKey(number));
        return (number, PublicOf(number));
    }

    public byte[] PublicOf(ReadOnlySpan<byte> privateKey)
    {
        using var key = Private(privateKey);
        var point = new byte[PointBytes];
        if (LibCrypto.GetOctets(key, "encoded-pub-key", point, PointBytes, out var written) != 1 || written != PointBytes
            || point[0] != Uncompressed)
            throw new CryptographicException("OpenSSL gave no public key.");
        return point;
    }

    private static bool InRange(ReadOnlySpan<byte> number) => number.Length == NumberBytes
        && number.ContainsAnyExcept((byte)0) && number.SequenceCompareTo(OrderLessOne) < 0;

    private static KeyHandle? TryPublic(ReadOnlySpan<byte> point)
    {
        if (point.Length != PointBytes || point[0] != Uncompressed)
            return null;
        var key = Sm2Encoding.ReadPublic(point);
        LibCrypto.ClearErrors();
        // A machine without SM2 must not make an honest signature look forged.
        if (key.IsInvalid)
            Private(One).Dispose();
        return key;
    }

    private static KeyHandle Private(ReadOnlySpan<byte> number)
    {
        if (!InRange(number))
            throw new ArgumentException("An SM2 private key is a number of 32 bytes from 1 to n - 2.", nameof(number));
        var key = Sm2Encoding.ReadPrivate(number);
        LibCrypto.ClearErrors();
        return key.IsInvalid ? throw new PlatformNotSupportedException("The OpenSSL of this machine does not offer SM2.") : key;
    }
}
