namespace Ledger.Domain.Values;

/// <summary>
/// What makes two printed names the same: stray spaces, full-width forms, invisible characters and the make of the middle dot are not
/// changes. Only for comparing; what is shown and stored is the name as printed.
/// </summary>
public static class NameKey
{
    public static string Of(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return string.Empty;
        }

        Span<char> key = name.Length <= 256 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        foreach (var letter in name)
        {
            var folded = Folding.HalfWidth(letter);
            if (!char.IsWhiteSpace(folded) && !Folding.IsInvisible(folded))
            {
                key[length++] = folded is '\u2022' or '\u30FB' or '\uFF65' or '\u2027' ? '·' : folded;
            }
        }

        return new string(key[..length]);
    }

    public static bool Same(string? one, string? other) => string.Equals(Of(one), Of(other), StringComparison.Ordinal);
}
