using System.Text;

namespace Ledger.Transparency.Notes;

/// <summary>
/// Names of keys (C2SP signed-note, "Format"): not empty, no Unicode space, no plus. A URL without its scheme is the custom
/// (<c>ledger.example.cn/log</c>), and nothing need be found there.
/// </summary>
internal static class KeyName
{
    public const string Rule = "a key name is not empty, at most 255 bytes, and holds no space, no plus and no control character";

    public static bool IsValid(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (letter < ' ' || letter == '+' || char.IsWhiteSpace(letter))
                return false;
        }

        return !name.IsEmpty && NoteText.IsUnicode(name) && Encoding.UTF8.GetByteCount(name) <= NoteLimits.KeyNameBytes;
    }
}
