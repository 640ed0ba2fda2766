using System.Text;

namespace Ledger.Transparency.Notes;

/// <summary>
/// Takes a note apart: text, an empty line, signature lines. The last empty line divides them, so that the text may hold others.
/// </summary>
internal static class NoteParser
{
    private const string Divide = "\n\n";

    public static string TooLong { get; } = $"The note is longer than {NoteLimits.NoteBytes} bytes.";

    /// <summary>What is wrong, or null.</summary>
    public static string? Read(string note, out string text, out NoteSignature[] signatures)
    {
        (text, signatures) = ("", []);
        if (note.Length > NoteLimits.NoteBytes || Encoding.UTF8.GetByteCount(note) > NoteLimits.NoteBytes)
            return TooLong;
        if (NoteText.Problem(note) is { } problem)
            return problem;
        var divide = note.LastIndexOf(Divide, StringComparison.Ordinal);
        if (divide < 0)
            return "The note has no empty line between its text and its signatures.";
        if (!note.EndsWith('\n'))
            return "The last line of the note does not end with a newline.";
        if (divide + Divide.Length == note.Length)
            return "The note has no signatures after its last empty line.";

        text = note[..(divide + 1)];
        return ReadSignatures(note[(divide + Divide.Length)..^1].Split('\n'), out signatures);
    }

    private static string? ReadSignatures(string[] lines, out NoteSignature[] signatures)
    {
        signatures = [];
        if (lines.Length > NoteLimits.Signatures)
            return $"The note has {lines.Length} signatures; {NoteLimits.Signatures} are the most that are read.";
        var read = new NoteSignature[lines.Length];
        for (var at = 0; at < lines.Length; at++)
        {
            if (NoteSignature.TryParse(lines[at]) is not { } signature)
                return $"Signature line {at + 1} is not of the form '— name base64', or the base64 is not canonical.";
            read[at] = signature;
        }

        signatures = read;
        return null;
    }
}
