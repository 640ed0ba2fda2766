using System.Buffers.Binary;

namespace Ledger.Transparency.Notes;

/// <summary>One signature of a note, of a key that may be known or not.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Signature">What the algorithm gave, without the key id. Cosignatures begin with their time.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    internal const string Head = "— ";
    private const int KeyIdBytes = sizeof(uint);
    private const int LineCharacters = 3 + NoteLimits.KeyNameBytes + ((NoteLimits.SignatureBytes + 2) / 3 * 4);

    /// <summary>As a note holds it, without the newline: em dash, space, name, space, base64(key id || signature).</summary>
    public string Line
    {
        get
        {
            var bytes = new byte[KeyIdBytes + Signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
            Signature.CopyTo(bytes.AsMemory(KeyIdBytes));
            return $"{Head}{Name} {Convert.ToBase64String(bytes)}";
        }
    }

    /// <param name="line">Without its newline.</param>
    public static NoteSignature? TryParse(string line)
    {
        if (!line.StartsWith(Head, StringComparison.Ordinal) || line.Length > LineCharacters)
            return null;
        return line[Head.Length..].Split(' ') is [var name, var base64] && KeyName.IsValid(name)
            && Base64.TryDecode(base64, out var bytes) && bytes.Length is > KeyIdBytes and <= NoteLimits.SignatureBytes
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(KeyIdBytes))
            : null;
    }

    public bool Equals(NoteSignature? other) =>
        other is not null && Name == other.Name && KeyId == other.KeyId && Signature.Span.SequenceEqual(other.Signature.Span);

    public override int GetHashCode() => HashCode.Combine(Name, KeyId, Signature.Length);

    public override string ToString() => Line;
}
