using System.Globalization;

namespace Ledger.Transparency.Canonical;

/// <summary>Numbers as ECMAScript's Number::toString writes them, which is how RFC 8785 section 3.2.2.3 wants them.</summary>
public static class EcmaNumber
{
    /// <summary>Bytes that are enough for any number.</summary>
    public const int LongestBytes = 32;

    /// <summary>Digits that every double keeps, so that a number with no more of them is the shortest text of its double.</summary>
    private const int KeptDigits = 15;

    /// <summary>Where <see cref="KeptDigits"/> holds: well within the exponents of normal doubles.</summary>
    private const int KeptExponent = 290;

    /// <summary>Up to this exponent of ten the digits stand in full.</summary>
    private const int LargestPoint = 21;

    private const int SmallestPoint = -6;

    /// <summary>The shortest text that reads as this double and no other.</summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">Not a finite number, or less than <see cref="LongestBytes"/> of room.</exception>
    public static int Write(double number, Span<byte> target)
    {
        if (!double.IsFinite(number))
            throw new ArgumentException("JSON has no infinities and no NaN.", nameof(number));
        if (target.Length < LongestBytes)
            throw new ArgumentException($"A number needs {LongestBytes} bytes of room.", nameof(target));
        return Lay(ShortestDigits.Of(number), target);
    }

    /// <summary>Whether a number that is valid JSON is a whole one of so few digits that it is canonical as it stands.</summary>
    internal static bool IsShortInteger(ReadOnlySpan<byte> json)
    {
        if (json.Length > KeptDigits || json is [(byte)'-', (byte)'0', ..])
            return false;
        foreach (var digit in json)
        {
            if (digit is (byte)'.' or (byte)'e' or (byte)'E')
                return false;
        }

        return true;
    }

    /// <summary>Writes a number that is valid JSON, if the double that it reads as is written with exactly its value.</summary>
    /// <returns>False where it would be changed: too many digits, too large, or too small.</returns>
    internal static bool TryWrite(ReadOnlySpan<byte> json, Span<byte> target, out int written)
    {
        written = 0;
        if (!DecimalDigits.TryRead(json, out var number))
            return false;
        if (number.Count > KeptDigits || Math.Abs(number.Point) > KeptExponent)
        {
            if (!double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var nearest) || !double.IsFinite(nearest))
                return false;
            var shortest = ShortestDigits.Of(nearest);
            if (shortest.Point != number.Point || !shortest.Digits.SequenceEqual(number.Digits))
                return false;
        }

        written = Lay(number, target);
        return true;
    }

    /// <summary>
    /// The four forms of Number::toString (ECMA-262 section 6.1.6.1.20): whole, with a point, below one, with an exponent.
    /// </summary>
    private static int Lay(scoped in DecimalDigits number, Span<byte> target)
    {
        var digits = number.Digits;
        var (point, at) = (number.Point, 0);
        if (digits.IsEmpty)
        {
            target[0] = (byte)'0';
            return 1;
        }

        if (number.IsNegative)
            target[at++] = (byte)'-';
        if (point is <= SmallestPoint or > LargestPoint)
            return at + LayExponent(digits, point - 1, target[at..]);
        if (point >= digits.Length)
        {
            digits.CopyTo(target[at..]);
            target.Slice(at + digits.Length, point - digits.Length).Fill((byte)'0');
            return at + point;
        }

        if (point > 0)
        {
            digits[..point].CopyTo(target[at..]);
            target[at + point] = (byte)'.';
            digits[point..].CopyTo(target[(at + point + 1)..]);
            return at + digits.Length + 1;
        }

        "0."u8.CopyTo(target[at..]);
        target.Slice(at + 2, -point).Fill((byte)'0');
        digits.CopyTo(target[(at + 2 - point)..]);
        return at + 2 - point + digits.Length;
    }

    private static int LayExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        target[0] = digits[0];
        var at = 1;
        if (digits.Length > 1)
        {
            target[at++] = (byte)'.';
            digits[1..].CopyTo(target[at..]);
            at += digits.Length - 1;
        }

        target[at++] = (byte)'e';
        target[at++] = (byte)(exponent < 0 ? '-' : '+');
        Math.Abs(exponent).TryFormat(target[at..], out var written, default, CultureInfo.InvariantCulture);
        return at + written;
    }
}
