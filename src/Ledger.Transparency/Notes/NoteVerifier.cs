using System.Text;
using Ledger.Transparency.Checkpoints;

namespace Ledger.Transparency.Notes;

/// <summary>Judges the signatures of a note (C2SP signed-note, "Signatures").</summary>
internal static class NoteVerifier
{
    public static NoteVerdict Verify(SignedNote note, IEnumerable<VerifierKey> known)
    {
        var keys = new Dictionary<(string Name, uint Id), VerifierKey>();
        foreach (var key in known)
        {
            if (!keys.TryAdd((key.Name, key.Id), key) && keys[(key.Name, key.Id)] != key)
                return NoteVerdict.Refused($"Two different known keys have the name {key.Name} and the id {key.Id:x8}.");
        }

        var verified = new List<VerifiedSignature>();
        foreach (var signature in note.Signatures.Distinct())
        {
            if (!keys.TryGetValue((signature.Name, signature.KeyId), out var key))
                continue;
            if (Judge(note.Text, key, signature) is not { } one)
                return NoteVerdict.Refused($"The signature of {key.Name}+{key.Id:x8} is false: the whole note is refused.");
            verified.Add(one);
        }

        return verified.Count > 0 ? new NoteVerdict(null, verified) : NoteVerdict.Refused("No known key has signed the note.");
    }

    private static VerifiedSignature? Judge(string text, VerifierKey key, NoteSignature signature)
    {
        if (key.IsCosigner)
        {
            var cosigned = Cosignature.Verify(key, text, signature);
            return cosigned.Holds ? new VerifiedSignature(key, signature, cosigned.At) : null;
        }

        var holds = key.Suite.Verify(key.PublicKey.Span, Encoding.UTF8.GetBytes(text), signature.Signature.Span);
        return holds ? new VerifiedSignature(key, signature, null) : null;
    }
}
