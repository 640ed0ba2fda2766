namespace Ledger.Transparency.Signatures;

/// <summary>
/// One way of signing: algorithm, digest and encodings fixed together, so that a record that names the suite leaves nothing open.
/// </summary>
public interface ISignatureSuite
{
    /// <summary>As records name it: <c>Ed25519</c>, <c>SM2-SM3</c>.</summary>
    string Name { get; }

    /// <summary>The signature type identifier of C2SP signed-note: what precedes the key in a verifier key, and enters its id.</summary>
    ReadOnlySpan<byte> SignatureType { get; }

    /// <summary>Length of a public key, bytes.</summary>
    int PublicKeyBytes { get; }

    /// <summary>Length of a private key, bytes.</summary>
    int PrivateKeyBytes { get; }

    /// <summary>Length of a signature, bytes.</summary>
    int SignatureBytes { get; }

    /// <summary>Whether these bytes can be a public key at all: the length is right, and the point is where it must be.</summary>
    bool IsPublicKey(ReadOnlySpan<byte> publicKey);

    /// <summary>Whether these bytes can be a private key at all.</summary>
    bool IsPrivateKey(ReadOnlySpan<byte> privateKey);

    /// <summary>False for anything that is not a signature of this message by this key; bytes of a wrong length are such.</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    /// <exception cref="ArgumentException">The bytes are no private key.</exception>
    byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message);

    /// <summary>A new pair. The caller clears the private half when it has no more use for it.</summary>
    (byte[] Private, byte[] Public) Generate();

    /// <exception cref="ArgumentException">The bytes are no private key.</exception>
    byte[] PublicOf(ReadOnlySpan<byte> privateKey);
}
