using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Ledger.Transparency.Canonical;

/// <summary>
/// The exact value of a JSON number as 0.d1d2... × 10^<see cref="Point"/>, without zeroes at either end: equal values have equal digits and
/// points, however they were written. Zero has no digits.
/// </summary>
internal struct DecimalDigits
{
    /// <summary>Digits that a double's shortest text can have.</summary>
    public const int Most = 17;

    /// <summary>Exponents beyond this are of no double, and are not counted further.</summary>
    private const int LargestExponent = 1_000_000_000;

    private Buffer digits;

    public bool IsNegative { get; private set; }

    /// <summary>Significant digits.</summary>
    public int Count { get; private set; }

    /// <summary>Where the decimal point stands, counted from before the first significant digit.</summary>
    public int Point { get; private set; }

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Digits => ((ReadOnlySpan<byte>)digits)[..Count];

    /// <summary>Reads a number that is valid JSON.</summary>
    /// <returns>False where it has more than <see cref="Most"/> significant digits.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out DecimalDigits number)
    {
        number = default;
        var at = 0;
        if (text[0] == '-')
            (number.IsNegative, at) = (true, 1);

        var (isFraction, zeroes) = (false, 0);
        for (; at < text.Length && (text[at] | 0x20) != 'e'; at++)
        {
            var digit = text[at];
            if (digit == '.')
                isFraction = true;
            else if (digit == '0' && number.Count == 0)
                number.Point -= isFraction ? 1 : 0;
            else if (!number.Add(digit, isFraction, ref zeroes))
                return false;
        }

        number.Point = number.Count == 0 ? 0 : number.Point + (at < text.Length ? Exponent(text[(at + 1)..]) : 0);
        return true;
    }

    /// <summary>Zeroes are held back until a digit follows that makes them significant.</summary>
    private bool Add(byte digit, bool isFraction, ref int zeroes)
    {
        Point += isFraction ? 0 : 1;
        if (digit == '0')
        {
            zeroes++;
            return true;
        }

        if (Count + zeroes >= Most)
            return false;
        for (; zeroes > 0; zeroes--)
            digits[Count++] = (byte)'0';
        digits[Count++] = digit;
        return true;
    }

    private static int Exponent(ReadOnlySpan<byte> text)
    {
        var exponent = 0;
        foreach (var digit in text.TrimStart("+-"u8))
            exponent = exponent >= LargestExponent / 10 ? LargestExponent : (exponent * 10) + (digit - '0');
        return text[0] == '-' ? -exponent : exponent;
    }

    [InlineArray(Most)]
    private struct Buffer
    {
        private byte first;
    }
}
