using System.Runtime.InteropServices;

namespace Ledger.Transparency.Signatures;

/// <summary>The calls into OpenSSL 3 that Ed25519 and SM2 need: the library that .NET itself signs and hashes with.</summary>
internal static partial class LibCrypto
{
    /// <summary>NID_ED25519 of obj_mac.h.</summary>
    public const int Ed25519 = 1087;

    private const string Library = "libcrypto.so.3";

    static LibCrypto() => NativeLibrary.SetDllImportResolver(typeof(LibCrypto).Assembly, (name, assembly, path) =>
        name == Library
        && (NativeLibrary.TryLoad(Library, assembly, path, out var found) || NativeLibrary.TryLoad("libcrypto", assembly, path, out found))
            ? found
            : 0);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    public static partial KeyHandle RawPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint bytes);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    public static partial KeyHandle RawPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint bytes);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    public static partial int GetRawPublicKey(KeyHandle key, Span<byte> target, ref nuint bytes);

    /// <summary>A SubjectPublicKeyInfo.</summary>
    [LibraryImport(Library, EntryPoint = "d2i_PUBKEY")]
    public static unsafe partial KeyHandle ReadPublicKey(nint none, byte** der, CLong bytes);

    /// <summary>A PKCS #8 PrivateKeyInfo. A public half that is left out is computed.</summary>
    [LibraryImport(Library, EntryPoint = "d2i_AutoPrivateKey")]
    public static unsafe partial KeyHandle ReadPrivateKey(nint none, byte** der, CLong bytes);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_octet_string_param", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetOctets(KeyHandle key, string name, Span<byte> target, nuint capacity, out nuint bytes);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    public static partial DigestHandle NewDigest();

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit_ex", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int BeginSigning(
        DigestHandle digest, out nint keyContext, string? digestName, nint library, string? properties, KeyHandle key, nint parameters);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit_ex", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int BeginVerifying(
        DigestHandle digest, out nint keyContext, string? digestName, nint library, string? properties, KeyHandle key, nint parameters);

    /// <summary>The signer's distinguishing id of SM2.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_set1_id")]
    public static partial int SetSignerId(nint keyContext, ReadOnlySpan<byte> id, int bytes);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    public static partial int Sign(
        DigestHandle digest, Span<byte> signature, ref nuint signatureBytes, ReadOnlySpan<byte> message, nuint messageBytes);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    public static partial int Verify(
        DigestHandle digest, ReadOnlySpan<byte> signature, nuint signatureBytes, ReadOnlySpan<byte> message, nuint messageBytes);

    /// <summary>What a failed call left in the thread's queue would be read as the failure of the next one.</summary>
    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();

    /// <summary>0 when the thread's queue is empty.</summary>
    [LibraryImport(Library, EntryPoint = "ERR_peek_error")]
    public static partial CULong PeekError();

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    public static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    public static partial void FreeDigest(nint digest);
}
