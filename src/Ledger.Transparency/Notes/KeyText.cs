using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Notes;

/// <summary>What both text forms of a key share: name, id in hexadecimal, and base64 of type and key.</summary>
internal static class KeyText
{
    /// <summary>Timestamped Ed25519 cosignatures of checkpoints (C2SP tlog-cosignature).</summary>
    private const byte CosignerType = 0x04;

    private const int IdCharacters = 8;

    /// <summary>SHA-256(name || 0x0A || type || public key)[:4], big-endian.</summary>
    public static uint Id(string name, ReadOnlySpan<byte> typeAndKey)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', .. typeAndKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input));
    }

    public static byte[] TypeAndKey(ISignatureSuite suite, bool isCosigner, ReadOnlySpan<byte> key) =>
        isCosigner ? [CosignerType, .. key] : [.. suite.SignatureType, .. key];

    public static string Write(string name, uint id, ReadOnlySpan<byte> typeAndKey) =>
        $"{name}+{id:x8}+{Convert.ToBase64String(typeAndKey)}";

    /// <summary>Takes the parts apart without judging the id. What is said of a problem never holds the key.</summary>
    public static bool TryRead(string text, out KeyParts parts, [NotNullWhen(false)] out string? problem)
    {
        parts = default;
        var pieces = text.Length <= NoteLimits.KeyCharacters ? text.Split('+', 3) : [];
        problem = pieces switch
        {
            not [_, _, _] => "It is not of the form name+id+key.",
            [var name, _, _] when !KeyName.IsValid(name) => $"Its name is not one: {KeyName.Rule}.",
            [_, var id, _] when id.Length != IdCharacters || !id.All(char.IsAsciiHexDigitLower) =>
                "Its key id is not 8 hexadecimal characters in lower case.",
            _ => null,
        };
        if (problem is not null)
            return false;
        if (!Base64.TryDecode(pieces[2], out var bytes) || bytes.Length < 2)
        {
            problem = "Its last part is not base64 of a type and a key.";
            return false;
        }

        var isCosigner = bytes[0] == CosignerType;
        var suite = isCosigner ? SignatureSuites.Ed25519 : SignatureSuites.Leading(bytes);
        if (suite is null)
        {
            var known = string.Join(", ", SignatureSuites.All.Select(it => it.Name));
            problem = $"Its type 0x{bytes[0]:x2} is none that is known here: {known}.";
            return false;
        }

        var typeBytes = isCosigner ? 1 : suite.SignatureType.Length;
        parts = new KeyParts(pieces[0], Convert.ToUInt32(pieces[1], 16), suite, isCosigner, bytes[typeBytes..]);
        return true;
    }
}

/// <param name="Key">Public or private, by which text was read; its length is not judged yet.</param>
internal readonly record struct KeyParts(string Name, uint Id, ISignatureSuite Suite, bool IsCosigner, byte[] Key);
