using System.Security.Cryptography;
using System.Text;

namespace Ledger.Application.People;

/// <summary>
/// What is derived from the master key by HKDF-SHA-256 (RFC 5869), each under its own label: a key for look-ups and one that wraps the
/// persons' keys. Their ids are derived too and tell nothing of the keys.
/// </summary>
public sealed class PeopleKeys : IDisposable
{
    /// <summary>Length of a person's key and of both derived keys, bytes.</summary>
    internal const int KeyBytes = 32;

    /// <summary>Length of a key's id, bytes.</summary>
    private const int IdBytes = 8;

    private readonly byte[] _lookupKey;
    private readonly byte[] _wrapKey;

    public PeopleKeys(ReadOnlySpan<byte> masterKey)
    {
        if (masterKey.Length != MasterKey.Bytes)
            throw new VaultException($"A master key has {MasterKey.Bytes} bytes.");
        _lookupKey = Derive(masterKey, "ledger people lookup v1", KeyBytes);
        LookupKeyId = "lookup-" + Convert.ToHexStringLower(Derive(masterKey, "ledger people lookup id v1", IdBytes));
        WrapKeyId = "wrap-" + Convert.ToHexStringLower(Derive(masterKey, "ledger people wrap id v1", IdBytes));
        _wrapKey = Derive(masterKey, "ledger people wrap v1", KeyBytes);
    }

    public string LookupKeyId { get; }

    public string WrapKeyId { get; }

    /// <summary>
    /// The keyed digest under which an identity number is found. The number space is small, so a plain digest would be no secret.
    /// </summary>
    internal byte[] Lookup(string identityNumber) => HMACSHA256.HashData(_lookupKey, Encoding.UTF8.GetBytes(identityNumber));

    /// <summary>Bound to the number, so that two people of one name do not show as such.</summary>
    internal byte[] NameTag(string identityNumber, string nameKey) =>
        HMACSHA256.HashData(_lookupKey, Encoding.UTF8.GetBytes($"name\0{identityNumber}\0{nameKey}"));

    // A cipher of its own for each call: AesGcm is not made for several threads, and several imports run at once.
    internal byte[] Wrap(ReadOnlySpan<byte> personKey, Guid person, RandomNumberGenerator random)
    {
        using var cipher = new AesGcm(_wrapKey, SealedBytes.TagBytes);
        return SealedBytes.Seal(cipher, personKey, person, random);
    }

    internal byte[] Unwrap(ReadOnlySpan<byte> wrapped, Guid person)
    {
        using var cipher = new AesGcm(_wrapKey, SealedBytes.TagBytes);
        return SealedBytes.Open(cipher, wrapped, person);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_lookupKey);
        CryptographicOperations.ZeroMemory(_wrapKey);
    }

    private static byte[] Derive(ReadOnlySpan<byte> masterKey, string label, int bytes)
    {
        var key = new byte[bytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey, key, salt: [], info: Encoding.ASCII.GetBytes(label));
        return key;
    }
}
