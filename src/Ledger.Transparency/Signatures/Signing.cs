using System.Security.Cryptography;

namespace Ledger.Transparency.Signatures;

/// <summary>One signature made or checked by OpenSSL; the suites say with which key, digest and signer id.</summary>
internal static class Signing
{
    private const int Done = 1;

    /// <param name="digestName">Null where the algorithm has its own (Ed25519).</param>
    /// <param name="signerId">Empty where the algorithm knows none.</param>
    /// <param name="mostBytes">The longest signature that the algorithm gives, bytes.</param>
    public static byte[] Sign(KeyHandle key, string? digestName, ReadOnlySpan<byte> signerId, ReadOnlySpan<byte> message, int mostBytes)
    {
        using var digest = LibCrypto.NewDigest();
        try
        {
            var signature = new byte[mostBytes];
            var written = (nuint)signature.Length;
            if (LibCrypto.BeginSigning(digest, out var context, digestName, 0, null, key, 0) != Done
                || !SetSignerId(context, signerId)
                || LibCrypto.Sign(digest, signature, ref written, message, (nuint)message.Length) != Done)
                throw new CryptographicException("OpenSSL could not sign with this key.");
            return signature[..(int)written];
        }
        finally
        {
            LibCrypto.ClearErrors();
        }
    }

    public static bool Verify(
        KeyHandle key, string? digestName, ReadOnlySpan<byte> signerId, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var digest = LibCrypto.NewDigest();
        try
        {
            if (LibCrypto.BeginVerifying(digest, out var context, digestName, 0, null, key, 0) != Done || !SetSignerId(context, signerId))
                throw new CryptographicException("OpenSSL could not take this key to verify with.");
            return LibCrypto.Verify(digest, signature, (nuint)signature.Length, message, (nuint)message.Length) == Done;
        }
        finally
        {
            LibCrypto.ClearErrors();
        }
    }

    private static bool SetSignerId(nint context, ReadOnlySpan<byte> signerId) =>
        signerId.IsEmpty || LibCrypto.SetSignerId(context, signerId, signerId.Length) == Done;
}
