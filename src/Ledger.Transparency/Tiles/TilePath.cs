using System.Globalization;

namespace Ledger.Transparency.Tiles;

/// <summary>Paths of tiles as C2SP tlog-tiles writes them ("Merkle Tree" and "Log entries").</summary>
internal static class TilePath
{
    /// <summary>The longest path there is fits, characters; longer ones are not looked at.</summary>
    private const int LongestCharacters = 64;

    private const string Root = "tile/";
    private const string EntriesLevel = "entries";
    private const string PartialMark = ".p/";

    /// <summary>Each element of the index holds three digits.</summary>
    private const int Thousand = 1_000;

    public static string Of(TileAddress tile)
    {
        var index = Digits(tile.Index % Thousand);
        for (var rest = tile.Index / Thousand; rest > 0; rest /= Thousand)
            index = $"x{Digits(rest % Thousand)}/{index}";

        var level = tile.IsEntries ? EntriesLevel : tile.Level.ToString(CultureInfo.InvariantCulture);
        return tile.IsPartial ? $"{Root}{level}/{index}{PartialMark}{tile.Width}" : $"{Root}{level}/{index}";
    }

    /// <summary>Reads what the path means, and takes it only if that is written exactly so.</summary>
    public static bool TryParse(string path, out TileAddress tile)
    {
        tile = default;
        if (path.Length > LongestCharacters || !path.StartsWith(Root, StringComparison.Ordinal))
            return false;

        var rest = path.AsSpan(Root.Length);
        var width = TileAddress.FullWidth;
        var partial = rest.IndexOf(PartialMark, StringComparison.Ordinal);
        if (partial >= 0)
        {
            if (!IsNumber(rest[(partial + PartialMark.Length)..], out var narrow) || narrow is < 1 or >= TileAddress.FullWidth)
                return false;
            rest = rest[..partial];
            width = (int)narrow;
        }

        var slash = rest.IndexOf('/');
        if (slash < 0 || !IsIndex(rest[(slash + 1)..], out var index))
            return false;

        var isEntries = rest[..slash].SequenceEqual(EntriesLevel);
        var level = 0L;
        if (!isEntries && (!IsNumber(rest[..slash], out level) || level > TileAddress.HighestLevel))
            return false;

        tile = new TileAddress((int)level, index, width, isEntries);
        if (tile.Path == path)
            return true;
        tile = default;
        return false;
    }

    private static string Digits(long element) => element.ToString("D3", CultureInfo.InvariantCulture);

    private static bool IsNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsIndex(ReadOnlySpan<char> text, out long index)
    {
        index = 0;
        foreach (var element in text.Split('/'))
        {
            var digits = text[element].TrimStart('x');
            if (!IsNumber(digits, out var value) || value >= Thousand || index > TileAddress.HighestIndex / Thousand)
                return false;
            index = (index * Thousand) + value;
        }

        return index <= TileAddress.HighestIndex;
    }
}
