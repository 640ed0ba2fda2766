using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Application.Subscribers;

/// <summary>
/// The secret that a receiver shares with the ledger, one for each subscription, after Standard Webhooks 1.0.0, Signature scheme
/// (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md). It prints as nothing.
/// </summary>
public sealed class SubscriberSecret
{
    /// <summary>What tells a symmetric secret from other keys.</summary>
    public const string Prefix = "whsec_";

    private readonly byte[] bytes;

    internal SubscriberSecret(byte[] bytes) => this.bytes = bytes;

    public static SubscriberSecret New(RandomNumberGenerator random)
    {
        var bytes = new byte[SubscriberLimits.SecretBytes];
        random.GetBytes(bytes);
        return new SubscriberSecret(bytes);
    }

    /// <summary>As it is handed to the receiver: <c>whsec_</c> and base64.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(bytes);

    /// <summary>
    /// The header <c>webhook-signature</c>: <c>v1,</c> and the base64 of HMAC-SHA-256 over id, time and body with full stops between.
    /// </summary>
    /// <param name="id">The header <c>webhook-id</c>; without a full stop.</param>
    /// <param name="seconds">The header <c>webhook-timestamp</c>: seconds since 1970, of this try.</param>
    public string Sign(string id, long seconds, ReadOnlySpan<byte> body)
    {
        using var digest = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, bytes);
        digest.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.")));
        digest.AppendData(body);
        return "v1," + Convert.ToBase64String(digest.GetHashAndReset());
    }

    public override string ToString() => nameof(SubscriberSecret);

    internal ReadOnlySpan<byte> Bytes => bytes;
}
