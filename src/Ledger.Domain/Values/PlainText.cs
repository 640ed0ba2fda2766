using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Ledger.Domain.Values;

/// <summary>
/// Text as people print it: names, reasons, findings. Trimmed, inner runs of spaces made one, full-width letters and digits folded,
/// invisible characters dropped, middle dots made one (·). Full-width punctuation stays: it is Chinese, not a slip. Letters outside
/// the basic plane are kept, and those of the private use area too, and said (GB 18030-2022 was long mapped there).
/// </summary>
public readonly record struct PlainText
{
    /// <summary>UTF-16 code units of one character as people count them. A family of emoji has 15; what is longer is piled up.</summary>
    private const int MostOfOneGrapheme = 24;

    private readonly string? _value;

    private PlainText(string value, int graphemes, bool privateUse) => (_value, Graphemes, HasPrivateUse) = (value, graphemes, privateUse);

    public string Value => _value ?? string.Empty;

    /// <summary>Characters as people count them.</summary>
    public int Graphemes { get; }

    /// <summary>Some letters are private: they may look different, or like nothing, on another machine. A warning.</summary>
    public bool HasPrivateUse { get; }

    public override string ToString() => Value;

    /// <param name="most">Grapheme clusters allowed.</param>
    /// <param name="lines">Whether line breaks may stand in it; otherwise they are refused like other control characters.</param>
    public static bool TryParse(
        string? text, int most, out PlainText plain, [NotNullWhen(false)] out ValueProblem? problem, bool lines = false)
    {
        plain = default;
        var (value, privateUse, fault) = Tidy((text ?? string.Empty).Trim(), lines);
        problem = fault ?? (value.Length == 0 ? new("text.empty", "内容为空", "The text is empty.") : null);
        if (problem is not null)
        {
            return false;
        }

        // Counting stops at the limit: a text of megabytes is not walked to its end.
        var graphemes = 0;
        for (var rest = value.AsSpan(); rest.Length > 0 && graphemes <= most; graphemes++)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            if (length > MostOfOneGrapheme)
            {
                problem = PiledUp with { Position = graphemes + 1 };
                return false;
            }

            rest = rest[length..];
        }

        if (graphemes > most)
        {
            problem = new("text.too-long", $"超过{most}个字", $"The text is longer than {most} characters.", Position: most + 1);
            return false;
        }

        plain = new(value, graphemes, privateUse);
        return true;
    }

    private static (string Value, bool PrivateUse, ValueProblem? Problem) Tidy(string text, bool lines)
    {
        text = lines ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text;
        var tidy = new StringBuilder(text.Length);
        var (privateUse, visible, position) = (false, false, 0);
        for (var rest = text.AsSpan(); rest.Length > 0; position++)
        {
            var whole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            rest = rest[length..];
            if (!whole)
            {
                return (string.Empty, false, LoneSurrogate with { Position = position + 1 });
            }

            if (rune.Value is '\r' or '\n' or '\t' && lines)
            {
                rune = rune.Value == '\t' ? new(' ') : rune;
            }
            else if (Refused(rune) is { } refused)
            {
                return (string.Empty, false, refused with { Position = position + 1 });
            }

            privateUse |= Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;
            visible |= IsVisible(rune);
            Add(tidy, Folded(rune));
        }

        return (visible ? tidy.ToString().Trim() : string.Empty, privateUse, null);
    }

    private static void Add(StringBuilder tidy, Rune rune)
    {
        var afterSpace = tidy.Length > 0 && tidy[^1] is ' ' or '\n';
        switch (rune.Value)
        {
            case ' ' when afterSpace:
            case var invisible when rune.IsBmp && Folding.IsInvisible((char)invisible):
                break;
            case '\n' or '\r':
                while (tidy.Length > 0 && tidy[^1] == ' ')
                {
                    tidy.Length--;
                }

                tidy.Append('\n');
                break;
            default:
                tidy.Append(rune.ToString());
                break;
        }
    }

    private static Rune Folded(Rune rune) => rune.Value switch
    {
        >= '０' and <= '９' or >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ' => new(rune.Value - 0xFEE0),
        '\u3000' or '\u00A0' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' => new(' '),
        '\u2022' or '\u30FB' or '\uFF65' or '\u2027' => new('·'),
        _ => rune,
    };

    private static ValueProblem? Refused(Rune rune) => rune.Value switch
    {
        0xFFFD => new("text.replacement-character", "含有替代符（U+FFFD），说明文字在转码时已损坏",
            "It holds U+FFFD: letters were lost when the text was converted."),
        >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 => new("text.bidi-override", "含有改变书写方向的控制符",
            "It holds a character that overrides the direction of writing."),
        0x2028 or 0x2029 => Control,
        >= 0xFDD0 and <= 0xFDEF => Noncharacter,
        var value when (value & 0xFFFE) == 0xFFFE => Noncharacter,
        _ => Rune.IsControl(rune) || IsHiddenFormat(rune) ? Control : null,
    };

    /// <summary>Format characters that nobody sees, save those that are dropped and the two joiners that some scripts need.</summary>
    private static bool IsHiddenFormat(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D)
        && !(rune.IsBmp && Folding.IsInvisible((char)rune.Value));

    /// <summary>Leaves ink by itself. A mark alone does not, and neither do the fillers of Hangul and the empty cell of Braille.</summary>
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.SpaceSeparator => false,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => false,
        _ => rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800),
    };

    private static ValueProblem PiledUp { get; } = new(
        "text.piled-up", "一个字上叠加了过多的符号", "Too many marks are piled up on one character.");

    private static ValueProblem LoneSurrogate { get; } = new(
        "text.lone-surrogate", "含有残缺的字符（半个代理对）", "Half of a surrogate pair stands alone.");

    private static ValueProblem Control { get; } = new("text.control-character", "含有控制字符", "It holds a control character.");

    private static ValueProblem Noncharacter { get; } = new("text.noncharacter", "含有非字符码位", "It holds a code point that is no character.");
}
