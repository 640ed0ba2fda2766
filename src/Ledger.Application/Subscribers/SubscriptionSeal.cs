using System.Security.Cryptography;
using System.Text;
using Ledger.Application.People;

namespace Ledger.Application.Subscribers;

/// <summary>
/// Seals subscribers' secrets under a key of its own, derived from the ledger's master key by HKDF-SHA-256 (RFC 5869): a copy of the
/// database alone signs nothing.
/// </summary>
public sealed class SubscriptionSeal : IDisposable
{
    private const int KeyBytes = 32;

    private readonly byte[] key = new byte[KeyBytes];
    private readonly RandomNumberGenerator random;

    public SubscriptionSeal(ReadOnlySpan<byte> masterKey, RandomNumberGenerator random)
    {
        if (masterKey.Length != MasterKey.Bytes)
            throw new VaultException($"A master key has {MasterKey.Bytes} bytes.");
        HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey, key, salt: [], info: Encoding.ASCII.GetBytes("ledger subscriptions seal v1"));
        this.random = random;
    }

    public SubscriberSecret NewSecret() => SubscriberSecret.New(random);

    /// <summary>Bound to the subscription, so that a secret moved to another row does not open.</summary>
    public byte[] Close(SubscriberSecret secret, Guid subscription)
    {
        using var cipher = new AesGcm(key, SealedBytes.TagBytes);
        return SealedBytes.Seal(cipher, secret.Bytes, subscription, random);
    }

    /// <exception cref="VaultException">It was changed, or sealed under another master key.</exception>
    public SubscriberSecret Open(ReadOnlySpan<byte> @sealed, Guid subscription)
    {
        using var cipher = new AesGcm(key, SealedBytes.TagBytes);
        return new SubscriberSecret(SealedBytes.Open(cipher, @sealed, subscription));
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(key);
}
