using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency.Signatures;

namespace Ledger.Transparency.Notes;

/// <summary>
/// A private key under a name. Its text form is that of the Go checksum database, <c>PRIVATE+KEY+name+id+base64(type || key)</c>, which
/// whoever holds it can sign with. It lies in one place in memory and is cleared when this is disposed of.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private const string Head = "PRIVATE+KEY+";
    private readonly byte[] privateKey;
    private bool cleared;

    private SigningKey(string name, ISignatureSuite suite, bool isCosigner, byte[] key)
    {
        // Pinned, so that the collector leaves no copies behind when it moves what it keeps.
        privateKey = GC.AllocateUninitializedArray<byte>(key.Length, pinned: true);
        key.CopyTo(privateKey, 0);
        CryptographicOperations.ZeroMemory(key);
        Verifier = VerifierKey.Of(name, suite, suite.PublicOf(privateKey), isCosigner);
    }

    public VerifierKey Verifier { get; }

    /// <exception cref="ArgumentException">It is no key name.</exception>
    public static SigningKey Generate(string name, ISignatureSuite suite) => new(name, suite, isCosigner: false, suite.Generate().Private);

    /// <summary>A key that cosigns checkpoints (C2SP tlog-cosignature). No other cosigner may use it.</summary>
    /// <exception cref="ArgumentException">It is no key name.</exception>
    public static SigningKey GenerateCosigner(string name)
    {
        var suite = SignatureSuites.Ed25519;
        return new SigningKey(name, suite, isCosigner: true, suite.Generate().Private);
    }

    /// <param name="text">As <see cref="Encode"/> writes it.</param>
    /// <param name="problem">What is wrong with it, without a part of it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SigningKey? key, [NotNullWhen(false)] out string? problem)
    {
        key = null;
        if (!text.StartsWith(Head, StringComparison.Ordinal))
        {
            problem = $"It does not begin with {Head}.";
            return false;
        }

        if (!KeyText.TryRead(text[Head.Length..], out var parts, out problem))
            return false;
        if (!parts.Suite.IsPrivateKey(parts.Key))
        {
            problem = $"It holds no private key of {parts.Suite.Name}.";
            return false;
        }

        var read = new SigningKey(parts.Name, parts.Suite, parts.IsCosigner, parts.Key);
        if (read.Verifier.Id != parts.Id)
        {
            read.Dispose();
            problem = "Its key id is not that of its name and key: one of the three was changed.";
            return false;
        }

        key = read;
        problem = null;
        return true;
    }

    /// <summary>The text form with the private key in it: for the one file that keeps it.</summary>
    public string Encode()
    {
        ObjectDisposedException.ThrowIf(cleared, this);
        var typeAndKey = KeyText.TypeAndKey(Verifier.Suite, Verifier.IsCosigner, privateKey);
        var text = Head + KeyText.Write(Verifier.Name, Verifier.Id, typeAndKey);
        CryptographicOperations.ZeroMemory(typeAndKey);
        return text;
    }

    /// <summary>Signs the text of a note.</summary>
    /// <exception cref="InvalidOperationException">A cosigner's key signs with a time: <see cref="Checkpoints.Cosignature"/>.</exception>
    public NoteSignature Sign(string text)
    {
        if (Verifier.IsCosigner)
            throw new InvalidOperationException($"{Verifier.Name} is a cosigner's key; it signs checkpoints, with a time.");
        return new NoteSignature(Verifier.Name, Verifier.Id, SignBytes(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The public half: the private one is never printed in passing.</summary>
    public override string ToString() => Verifier.ToString();

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(privateKey);
        cleared = true;
    }

    internal byte[] SignBytes(ReadOnlySpan<byte> message)
    {
        ObjectDisposedException.ThrowIf(cleared, this);
        return Verifier.Suite.Sign(privateKey, message);
    }
}
