using System.Globalization;
using System.Numerics;
using System.Text;

namespace Ledger.Transparency.Canonical;

/// <summary>
/// The shortest digits that read as a double and no other, of these the nearest to it, and of two as near the even ones: note 2 of
/// Number::toString, which RFC 8785 section 3.2.2.3 makes binding.
/// </summary>
internal static class ShortestDigits
{
    private const int FractionBits = 52;
    private const int SmallestExponent = -1_074;

    /// <summary>The digits of a finite double.</summary>
    public static DecimalDigits Of(double number)
    {
        Span<byte> text = stackalloc byte[EcmaNumber.LongestBytes];
        number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        _ = DecimalDigits.TryRead(text[..length], out var digits);

        // Below a power of two the next double is half as near as above it. The framework does not heed that at 2^-25 and at 2^-958, and
        // gives digits that read as the neighbour.
        var back = double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
        return back == number ? digits : Exact(number, digits.Point);
    }

    /// <summary>By whole numbers of any size: at each count of digits, the two decimals beside the double.</summary>
    internal static DecimalDigits Exact(double number, int point)
    {
        var (numerator, denominator) = Ratio(Math.Abs(number));
        for (var count = 1; ; count++)
        {
            var scale = count - point;
            var below = BigInteger.DivRem(numerator * Power(scale), denominator * Power(-scale), out var rest);
            var nearer = (2 * rest).CompareTo(denominator * Power(-scale));
            var (isBelow, isAbove) = (Reads(below, scale, number), Reads(below + 1, scale, number));
            if (!isBelow && !isAbove && count < DecimalDigits.Most)
                continue;

            var takesBelow = isBelow && (!isAbove || nearer < 0 || (nearer == 0 && below.IsEven));
            return Digits(takesBelow ? below : below + 1, scale, number);
        }
    }

    private static (BigInteger Numerator, BigInteger Denominator) Ratio(double positive)
    {
        var bits = BitConverter.DoubleToInt64Bits(positive);
        var fraction = bits & ((1L << FractionBits) - 1);
        var biased = (int)(bits >> FractionBits);
        var (significand, exponent) = biased == 0
            ? (fraction, SmallestExponent)
            : (fraction | (1L << FractionBits), SmallestExponent + biased - 1);
        return exponent >= 0 ? (new BigInteger(significand) << exponent, 1) : (significand, BigInteger.One << -exponent);
    }

    private static BigInteger Power(int ten) => ten > 0 ? BigInteger.Pow(10, ten) : BigInteger.One;

    private static bool Reads(BigInteger digits, int scale, double number) =>
        double.Parse(Text(digits, scale, number), NumberStyles.Float, CultureInfo.InvariantCulture) == number;

    private static DecimalDigits Digits(BigInteger digits, int scale, double number)
    {
        _ = DecimalDigits.TryRead(Encoding.ASCII.GetBytes(Text(digits, scale, number)), out var read);
        return read;
    }

    private static string Text(BigInteger digits, int scale, double number) =>
        string.Create(CultureInfo.InvariantCulture, $"{(number < 0 ? "-" : "")}{digits}E{-scale}");
}
