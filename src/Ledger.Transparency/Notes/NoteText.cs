using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Ledger.Transparency.Notes;

/// <summary>What text a note may hold (C2SP signed-note, "Format"): UTF-8, no control character below U+0020 but the newline.</summary>
internal static class NoteText
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(ForbiddenControls());

    /// <summary>Null when the text may stand in a note, be it whole or a part.</summary>
    public static string? Problem(string text)
    {
        if (text.AsSpan().IndexOfAny(Controls) is var at and >= 0)
            return $"Line {Line(text, at)} holds the control character U+{(int)text[at]:X4}; a note holds none but the newline.";
        return IsUnicode(text) ? null : "The text holds half a surrogate pair and cannot be written as UTF-8.";
    }

    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        return text is not null;
    }

    /// <summary>Whether every surrogate has its other half.</summary>
    public static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
                return false;
            text = text[consumed..];
        }

        return true;
    }

    private static int Line(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    private static char[] ForbiddenControls() =>
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(control => control != '\n')];
}
