using System.Text;

namespace Ledger.Projections.Directory;

/// <summary>
/// Names as they are searched: full-width forms folded to ASCII, letters to lower case, everything that is no letter or digit left
/// out, and then every character and every pair of neighbours as a token. Chinese needs no dictionary this way, and one character is
/// enough to search. Characters are code points, so those beyond the first plane (rare surnames, place names) count as one.
/// </summary>
public static class SearchText
{
    private const int FullWidthFirst = 0xFF01;
    private const int FullWidthLast = 0xFF5E;
    private const int FullWidthOffset = 0xFEE0;

    /// <summary>The form in which names and search texts are compared. Empty when nothing searchable is in it.</summary>
    public static string Normalise(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var narrow = rune.Value is >= FullWidthFirst and <= FullWidthLast ? new Rune(rune.Value - FullWidthOffset) : rune;
            if (narrow != Rune.ReplacementChar && Rune.IsLetterOrDigit(narrow))
                folded.Append(Rune.ToLowerInvariant(narrow).ToString());
        }

        return folded.ToString();
    }

    /// <summary>What a name is indexed under: each character and each pair, once.</summary>
    public static string[] TokensOfName(string normalised)
    {
        var runes = normalised.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        return [.. runes.Concat(Pairs(runes)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>What a name must be indexed under to contain the text: its pairs, or the one character it has.</summary>
    public static string[] TokensOfQuery(string normalised)
    {
        var runes = normalised.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        return runes.Length == 1 ? runes : [.. Pairs(runes).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Pairs(string[] runes) => runes.Zip(runes.Skip(1), (first, second) => first + second);
}
