using System.Globalization;

namespace Ledger.Application.Samples;

/// <summary>
/// A person who does not exist. Everything about them follows from one number, so that two samples of different seeds agree about the
/// people they share. The identity number has a right check digit and a county of Jiangxi; the name begins with 合成 and says what it is.
/// </summary>
internal sealed record SamplePerson(string Number, string Name, string Division)
{
    private const int BirthDays = 13_149;
    private const int SerialsPerDay = 1_000;

    /// <summary>How many there are.</summary>
    private const long Pool = (long)BirthDays * SerialsPerDay;

    /// <summary>A prime that does not divide the pool: multiplying by it visits everybody once, in an order that looks like none.</summary>
    private const long Stride = 7_919_003;

    private const string Stems = "甲乙丙丁戊己庚辛壬癸";
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly DateOnly FirstBirthDay = new(1965, 1, 1);

    /// <summary>Counties of Jiangxi as of 2023 (GB/T 2260).</summary>
    private static readonly string[] Counties =
    [
        "360102", "360103", "360104", "360111", "360112", "360113", "360121", "360123", "360202", "360203", "360222", "360281", "360302",
        "360313", "360402", "360403", "360423", "360502", "360602", "360702", "360781", "360802", "360902", "361002", "361102", "361128",
    ];

    /// <summary>Where in the pool a seed begins.</summary>
    public static long FirstOf(ulong seed) => (long)(new SampleRandom(seed).Next() % (ulong)Pool);

    /// <param name="place">Which of the sample's people, from 0.</param>
    /// <param name="first">Where the sample begins, of <see cref="FirstOf"/>.</param>
    public static SamplePerson Of(int place, long first)
    {
        var one = (int)((place + first) % Pool * Stride % Pool);
        var born = FirstBirthDay.AddDays(one % BirthDays);
        var county = Counties[one % 977 % Counties.Length];
        var digits = string.Create(CultureInfo.InvariantCulture, $"{county}{born:yyyyMMdd}{one / BirthDays:D3}");
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (digits[i] - '0') * Weights[i];
        var name = string.Create(CultureInfo.InvariantCulture, $"合成{Stems[one % Stems.Length]}{one:D8}");
        return new SamplePerson(digits + CheckCharacters[sum % CheckCharacters.Length], name, county);
    }
}
