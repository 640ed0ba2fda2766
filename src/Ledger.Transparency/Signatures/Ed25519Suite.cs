using System.Security.Cryptography;

namespace Ledger.Transparency.Signatures;

/// <summary>Ed25519 of RFC 8032: private keys are the seed of section 5.1.5.</summary>
public sealed class Ed25519Suite : ISignatureSuite
{
    private const int KeyBytes = 32;

    public string Name => "Ed25519";

    public ReadOnlySpan<byte> SignatureType => [0x01];

    public int PublicKeyBytes => KeyBytes;

    public int PrivateKeyBytes => KeyBytes;

    public int SignatureBytes => 64;

    public bool IsPublicKey(ReadOnlySpan<byte> publicKey) => publicKey.Length == KeyBytes;

    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey) => privateKey.Length == KeyBytes;

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyBytes || signature.Length != SignatureBytes)
            return false;
        using var key = LibCrypto.RawPublicKey(LibCrypto.Ed25519, 0, publicKey, (nuint)publicKey.Length);
        return Signing.Verify(Demand(key), digestName: null, signerId: [], message, signature);
    }

    public byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message)
    {
        using var key = Private(privateKey);
        return Signing.Sign(key, digestName: null, signerId: [], message, SignatureBytes);
    }

    public (byte[] Private, byte[] Public) Generate()
    {
        var seed = RandomNumberGenerator.GetBytes(KeyBytes);
        return (seed, PublicOf(seed));
    }

    public byte[] PublicOf(ReadOnlySpan<byte> privateKey)
    {
        using var key = Private(privateKey);
        var publicKey = new byte[KeyBytes];
        nuint written = KeyBytes;
        if (LibCrypto.GetRawPublicKey(key, publicKey, ref written) != 1 || written != KeyBytes)
            throw new CryptographicException("OpenSSL gave no public key.");
        return publicKey;
    }

    private static KeyHandle Private(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != KeyBytes)
            throw new ArgumentException($"An Ed25519 private key has {KeyBytes} bytes, not {seed.Length}.", nameof(seed));
        return Demand(LibCrypto.RawPrivateKey(LibCrypto.Ed25519, 0, seed, (nuint)seed.Length));
    }

    private static KeyHandle Demand(KeyHandle key)
    {
        if (!key.IsInvalid)
            return key;
        LibCrypto.ClearErrors();
        throw new PlatformNotSupportedException("The OpenSSL of this machine does not offer Ed25519.");
    }
}
