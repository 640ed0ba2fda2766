using System.Numerics;

namespace Ledger.Transparency.Tests.Canonical;

/// <summary>
/// Number::toString of ECMA-262 by its own words: k, n and s are found by exact fractions, and no parser or formatter of doubles takes
/// part.
/// </summary>
internal static class EcmaOracle
{
    public static string Text(double number)
    {
        if (number == 0)
            return "0";
        if (number < 0)
            return "-" + Text(-number);

        var (s, n) = Digits(number);
        var k = s.Length;
        if (k <= n && n <= 21)
            return s + new string('0', n - k);
        if (0 < n && n <= 21)
            return s[..n] + "." + s[n..];
        if (-6 < n && n <= 0)
            return "0." + new string('0', -n) + s;
        var exponent = (n - 1 < 0 ? "-" : "+") + Math.Abs(n - 1);
        return k == 1 ? $"{s}e{exponent}" : $"{s[..1]}.{s[1..]}e{exponent}";
    }

    /// <summary>As few digits as lie within what rounds to the number, halves to the even significand; of these the nearest.</summary>
    private static (string Digits, int Point) Digits(double number)
    {
        var (x, lower, upper, unit) = Interval(number);
        var isEven = (BitConverter.DoubleToInt64Bits(number) & 1) == 0;
        var n = (int)Math.Floor(Math.Log10(number)) + 2;
        while (x * Ten(1 - n) < unit * Ten(n - 1))
            n--;
        for (var k = 1; ; k++)
        {
            // Candidates s / 10^(k - n): compared as s * 10^(n - k) * unit against x, all multiplied to whole numbers.
            var (up, down) = (Ten(k - n), Ten(n - k) * unit);
            var first = x * up / down;
            var best = new[] { first, first + 1 }
                .Where(s => isEven ? s * down >= lower * up && s * down <= upper * up : s * down > lower * up && s * down < upper * up)
                .OrderBy(s => BigInteger.Abs((s * down) - (x * up))).ThenBy(s => s.IsEven ? 0 : 1)
                .Cast<BigInteger?>().FirstOrDefault();
            if (best is { } digits)
                return (digits.ToString().TrimEnd('0'), digits.ToString().Length > k ? n + 1 : n);
        }
    }

    /// <summary>The number and the middles to its neighbours, as whole multiples of 1 / unit.</summary>
    private static (BigInteger X, BigInteger Lower, BigInteger Upper, BigInteger Unit) Interval(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var (biased, fraction) = ((int)(bits >> 52), bits & ((1L << 52) - 1));
        var significand = biased == 0 ? fraction : fraction + (1L << 52);
        var exponent = Math.Max(biased, 1) - 1_075 - 2;
        var (scale, unit) = (BigInteger.One << Math.Max(exponent, 0), BigInteger.One << Math.Max(-exponent, 0));
        var x = 4 * significand;
        return (x * scale, (x - (fraction == 0 && biased > 1 ? 1 : 2)) * scale, (x + new BigInteger(2)) * scale, unit);
    }

    private static BigInteger Ten(int power) => BigInteger.Pow(10, Math.Max(power, 0));
}
