namespace Ledger.Domain.Values;

/// <summary>
/// Full-width forms folded by hand: without ICU <see cref="string.Normalize()"/> does nothing, and NFKC would also change
/// characters of names that must stay as they are.
/// </summary>
public static class Folding
{
    /// <summary>U+FF01 to U+FF5E become ASCII, U+3000 and U+00A0 a space. Everything else stays.</summary>
    public static char HalfWidth(char letter) => letter switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
        '\u3000' or '\u00A0' => ' ',
        _ => letter,
    };

    public static string HalfWidth(string text) =>
        text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E') || text.AsSpan().ContainsAny('\u3000', '\u00A0')
            ? string.Create(text.Length, text, (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = HalfWidth(source[i]);
                }
            })
            : text;

    /// <summary>For codes and numbers: half-width, upper case, without spaces, hyphens, invisible characters and a spreadsheet's leading
    /// apostrophe.</summary>
    public static string Code(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        Span<char> room = text.Length <= 64 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var letter in text)
        {
            var folded = HalfWidth(letter);
            if (!IsInvisible(folded) && !char.IsWhiteSpace(folded) && !IsHyphen(folded) && !(folded is '\'' or '’' && length == 0))
            {
                room[length++] = char.ToUpperInvariant(folded);
            }
        }

        return room[..length].SequenceEqual(text) ? text : new string(room[..length]);
    }

    /// <summary>Takes no room and changes nothing that a reader sees: zero-width space, word joiner, byte order mark, soft hyphen, marks
    /// of direction.</summary>
    public static bool IsInvisible(char letter) => letter is '\u200B' or '\u2060' or '\uFEFF' or '\u00AD' or '\u200E' or '\u200F';

    private static bool IsHyphen(char letter) => letter is '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212';
}
