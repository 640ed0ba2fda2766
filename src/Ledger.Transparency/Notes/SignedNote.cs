using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ledger.Transparency.Notes;

/// <summary>
/// A text signed by one or more keys (C2SP signed-note). The text is to be ignored until <see cref="Verify"/> has held.
/// </summary>
public sealed class SignedNote
{
    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>With its last newline, and without the empty line after it.</summary>
    public string Text { get; }

    /// <summary>As they stand, those of unknown keys too; at least one.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    public static bool TryParse(
        ReadOnlySpan<byte> note, [NotNullWhen(true)] out SignedNote? parsed, [NotNullWhen(false)] out string? problem)
    {
        parsed = null;
        if (note.Length > NoteLimits.NoteBytes)
            problem = NoteParser.TooLong;
        else if (!NoteText.TryDecode(note, out var text))
            problem = "The note is not valid UTF-8.";
        else
            return TryParse(text, out parsed, out problem);
        return false;
    }

    public static bool TryParse(string note, [NotNullWhen(true)] out SignedNote? parsed, [NotNullWhen(false)] out string? problem)
    {
        problem = NoteParser.Read(note, out var text, out var signatures);
        parsed = problem is null ? new SignedNote(text, signatures) : null;
        return parsed is not null;
    }

    /// <exception cref="ArgumentException">The text is none that a note may have, or nobody signs.</exception>
    public static SignedNote Sign(string text, IEnumerable<SigningKey> keys)
    {
        if (NoteText.Problem(text) is { } problem)
            throw new ArgumentException(problem, nameof(text));
        if (!text.EndsWith('\n'))
            throw new ArgumentException("The text of a note ends with a newline.", nameof(text));
        NoteSignature[] signatures = [.. keys.Select(key => key.Sign(text))];
        return Whole(text, signatures, nameof(keys));
    }

    /// <summary>
    /// The same text with further signatures at the end; one of the same name and key id takes the place of what is there.
    /// </summary>
    /// <exception cref="ArgumentException">They would be too many.</exception>
    public SignedNote With(params IReadOnlyCollection<NoteSignature> further)
    {
        var kept = Signatures.Where(old => !further.Any(added => (added.Name, added.KeyId) == (old.Name, old.KeyId)));
        return Whole(Text, [.. kept, .. further], nameof(further));
    }

    /// <summary>Puts together what is known to belong together; nothing is verified.</summary>
    internal static SignedNote Of(string text, NoteSignature[] signatures) => Whole(text, signatures, nameof(signatures));

    /// <summary>
    /// Ignores signatures of unknown keys. A signature that bears a known key's name and id and is not by it refuses the whole note, and
    /// so does the lack of any by a known key.
    /// </summary>
    public NoteVerdict Verify(IEnumerable<VerifierKey> known) => NoteVerifier.Verify(this, known);

    public string Write()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
            note.Append(signature.Line).Append('\n');
        return note.ToString();
    }

    private static SignedNote Whole(string text, NoteSignature[] signatures, string parameter)
    {
        if (signatures.Length is 0 or > NoteLimits.Signatures)
            throw new ArgumentException($"A note has 1 to {NoteLimits.Signatures} signatures, not {signatures.Length}.", parameter);
        var note = new SignedNote(text, signatures);
        return Encoding.UTF8.GetByteCount(note.Write()) <= NoteLimits.NoteBytes
            ? note
            : throw new ArgumentException(NoteParser.TooLong, parameter);
    }
}
