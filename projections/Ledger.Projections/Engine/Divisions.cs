namespace Ledger.Projections.Engine;

/// <summary>The levels in a six-digit division code (GB/T 2260): two digits each for province, city and county.</summary>
public static class Divisions
{
    private const int Digits = 6;

    /// <summary>360000 is 36, 360100 is 3601, 360102 is itself: what the codes beneath it begin with.</summary>
    public static string Significant(string division) =>
        division.EndsWith("0000", StringComparison.Ordinal) ? division[..2]
        : division.EndsWith("00", StringComparison.Ordinal) ? division[..4]
        : division;

    /// <summary>The level of a code: 1 province, 2 city, 3 county; 0 for what is no code.</summary>
    public static int Level(string? division) =>
        division is { Length: Digits } && division.All(char.IsAsciiDigit) ? Significant(division).Length / 2 : 0;

    /// <summary>The code itself and every code above it, as (level, code); nothing for what is no code.</summary>
    public static IEnumerable<(short Level, string Code)> Upwards(string? division)
    {
        for (var level = Level(division); level > 0; level--)
            yield return ((short)level, division![..(2 * level)].PadRight(Digits, '0'));
    }
}
