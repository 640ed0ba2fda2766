using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Application.HoursImport;

/// <summary>What of a wrong value may be shown: enough to find it in the file, and nothing that names a person.</summary>
internal static partial class Masking
{
    /// <summary>Any value: cut short, on one line, long runs of digits masked, for a number may stand in the wrong column.</summary>
    public static string Show(string value)
    {
        var line = new StringBuilder(Math.Min(value.Length, ImportLimits.ShownValueCharacters + 1));
        foreach (var rune in value.EnumerateRunes())
        {
            if (line.Length >= ImportLimits.ShownValueCharacters)
            {
                line.Append('…');
                break;
            }

            line.Append(Rune.IsControl(rune) ? "�" : rune.ToString());
        }

        return PersonalNumber().Replace(line.ToString(), match => Number(match.Value));
    }

    /// <summary>An identity number, whole or ruined: all but its last two characters masked.</summary>
    public static string Number(string value)
    {
        var text = value.Trim();
        text = text.Length > ImportLimits.ShownValueCharacters ? text[..ImportLimits.ShownValueCharacters] : text;
        return text.Length <= 4 ? new string('*', text.Length) : new string('*', text.Length - 2) + text[^2..];
    }

    [GeneratedRegex("(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15}|1[3-9][0-9]{9})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex PersonalNumber();
}
