using System.Diagnostics.CodeAnalysis;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Notes;

/// <summary>
/// A public key under a name, as others are given it: <c>name+id+base64(type || key)</c> (C2SP signed-note, "Verifier keys").
/// </summary>
public sealed record VerifierKey
{
    private readonly byte[] publicKey;
    private readonly string text;

    private VerifierKey(string name, ISignatureSuite suite, bool isCosigner, byte[] publicKey)
    {
        var typeAndKey = KeyText.TypeAndKey(suite, isCosigner, publicKey);
        (Name, Suite, IsCosigner, this.publicKey) = (name, suite, isCosigner, publicKey);
        Id = KeyText.Id(name, typeAndKey);
        text = KeyText.Write(name, Id, typeAndKey);
    }

    public string Name { get; }

    /// <summary>Short and no protection: it tells keys of one name apart, and nothing more.</summary>
    public uint Id { get; }

    public ISignatureSuite Suite { get; }

    /// <summary>Whether it signs checkpoints with a time (type 0x04 of C2SP tlog-cosignature), and nothing else.</summary>
    public bool IsCosigner { get; }

    public ReadOnlyMemory<byte> PublicKey => publicKey;

    /// <exception cref="ArgumentException">Name or key cannot be such, or the suite has no cosignatures.</exception>
    public static VerifierKey Of(string name, ISignatureSuite suite, ReadOnlySpan<byte> publicKey, bool isCosigner = false)
    {
        if (!KeyName.IsValid(name))
            throw new ArgumentException($"Not a key name: {KeyName.Rule}.", nameof(name));
        if (isCosigner && suite != SignatureSuites.Ed25519)
            throw new ArgumentException($"{suite.Name} has no cosignatures; Ed25519 has.", nameof(suite));
        if (!suite.IsPublicKey(publicKey))
            throw new ArgumentException($"Not a public key of {suite.Name}.", nameof(publicKey));
        return new VerifierKey(name, suite, isCosigner, publicKey.ToArray());
    }

    public static bool TryParse(string vkey, [NotNullWhen(true)] out VerifierKey? key, [NotNullWhen(false)] out string? problem)
    {
        key = null;
        if (!KeyText.TryRead(vkey, out var parts, out problem))
            return false;
        if (!parts.Suite.IsPublicKey(parts.Key))
        {
            problem = $"It holds no public key of {parts.Suite.Name}.";
            return false;
        }

        var read = new VerifierKey(parts.Name, parts.Suite, parts.IsCosigner, parts.Key);
        if (read.Id != parts.Id)
        {
            problem = $"Its key id is {parts.Id:x8}, but that of this name and key is {read.Id:x8}: one of the three was changed.";
            return false;
        }

        key = read;
        problem = null;
        return true;
    }

    public bool Equals(VerifierKey? other) => other is not null && text == other.text;

    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text form.</summary>
    public override string ToString() => text;
}
