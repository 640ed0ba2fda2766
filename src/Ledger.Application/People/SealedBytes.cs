using System.Security.Cryptography;

namespace Ledger.Application.People;

/// <summary>AES-256-GCM (NIST SP 800-38D) as nonce, ciphertext, tag in one piece, bound to the id of its row as associated data, so that a
/// record moved to another row does not open.</summary>
internal static class SealedBytes
{
    /// <summary>The suite as records name it.</summary>
    public const string Algorithm = "aes-256-gcm/hkdf-sha256/v1";

    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    public static byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> plain, Guid owner, RandomNumberGenerator random)
    {
        var result = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = result.AsSpan(0, NonceBytes);
        random.GetBytes(nonce);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceBytes, plain.Length), result.AsSpan(NonceBytes + plain.Length), Binding(owner));
        return result;
    }

    /// <exception cref="VaultException">It was changed, or sealed under another key or for another owner.</exception>
    public static byte[] Open(AesGcm cipher, ReadOnlySpan<byte> @sealed, Guid owner)
    {
        var length = @sealed.Length - NonceBytes - TagBytes;
        if (length < 0)
            throw new VaultException("A sealed record is too short to be one.");
        var plain = new byte[length];
        try
        {
            cipher.Decrypt(
                @sealed[..NonceBytes], @sealed.Slice(NonceBytes, length), @sealed[(NonceBytes + length)..], plain, Binding(owner));
            return plain;
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw new VaultException("A sealed record does not open: it was changed, or another master key was used.", error);
        }
    }

    private static byte[] Binding(Guid owner) => owner.ToByteArray(bigEndian: true);
}
