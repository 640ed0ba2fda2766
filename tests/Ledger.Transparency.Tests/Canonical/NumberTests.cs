using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Canonical;

namespace Ledger.Transparency.Tests.Canonical;

/// <summary>A number is written with its value or refused.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.000", "0")]
    [InlineData("0e999999999999999999999", "0")]
    [InlineData("-0E-5", "0")]
    [InlineData("-1", "-1")]
    [InlineData("999999999999999", "999999999999999")]
    [InlineData("-99999999999999", "-99999999999999")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("9007199254740994", "9007199254740994")]
    [InlineData("100000000000000000000", "100000000000000000000")]
    [InlineData("1000000000000000000000", "1e+21")]
    [InlineData("12.50", "12.5")]
    [InlineData("12.0", "12")]
    [InlineData("1.2e1", "12")]
    [InlineData("120e-1", "12")]
    [InlineData("0.1", "0.1")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("1E+2", "100")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("333333333.33333325", "333333333.33333325")]
    [InlineData("2.9802322387695312e-8", "2.9802322387695312e-8")]
    public void A_value_that_a_double_writes_back_is_taken(string json, string expected) =>
        CanonicalJsonTests.Canonical(json).ShouldBe(expected);

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("-9007199254740993")]
    [InlineData("360102199003078888")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e309")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-400")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("3e-324")]
    [InlineData("0.1000000000000000055")]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625")]
    [InlineData("333333333.33333329")]
    [InlineData("1.00000000000000011102230246251565404236316680908203125")]
    [InlineData("2.98023223876953125e-8")]
    [InlineData("1.7976931348623158e308")]
    public void A_value_that_it_would_change_is_refused_and_not_repeated(string json)
    {
        CanonicalJson.TryWrite(Encoding.UTF8.GetBytes($"[1, {json}]"), new ArrayBufferWriter<byte>(), out var problem).ShouldBeFalse();
        problem.ShouldBe("At byte 4: a number that would be changed, as RFC 8785 keeps numbers as doubles; write it as a string.");
    }

    [Fact]
    public void Zeroes_without_end_cost_no_digits()
    {
        var zeroes = new string('0', 100_000);
        CanonicalJsonTests.Canonical($"1{zeroes}e-100000").ShouldBe("1");
        CanonicalJsonTests.Canonical($"1.{zeroes}").ShouldBe("1");
        CanonicalJsonTests.Canonical($"0.{zeroes}1e100001").ShouldBe("1");
    }

    /// <summary>By exact fractions: what is taken is what ECMAScript writes, with its value; what is refused could not keep it.</summary>
    [Fact]
    public void Exactly_those_values_are_taken_that_are_kept() => Prop.ForAll(Arb.From(Texts), text =>
    {
        var target = new ArrayBufferWriter<byte>();
        var nearest = double.Parse(text, CultureInfo.InvariantCulture);
        var ecma = double.IsFinite(nearest) ? EcmaOracle.Text(nearest) : null;
        var isKept = ecma is not null && Exact(ecma) == Exact(text);
        return CanonicalJson.TryWrite(Encoding.UTF8.GetBytes(text), target, out _) == isKept
            && (!isKept || Encoding.UTF8.GetString(target.WrittenSpan) == ecma);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    /// <summary>Of all lengths about the limit of 15 to 17 digits, with zeroes at either end and exponents about all thresholds.</summary>
    private static Gen<string> Texts =>
        from sign in Gen.Elements("", "-")
        from whole in Gen.OneOf(Gen.Constant("0"), DigitsOf(1), DigitsOf(8), DigitsOf(15), DigitsOf(16), DigitsOf(17), DigitsOf(20))
        from zeroes in Gen.Elements("", "0", "00000", "000000000000")
        from fraction in Gen.OneOf(Gen.Elements("", ".0", ".5", ".250", ".000000"), DigitsOf(9).Select(digits => "." + digits))
        from exponent in Gen.OneOf(Gen.Constant(""), Gen.Choose(-30, 30).Select(Exponent),
            Gen.Choose(-345, -270).Select(Exponent), Gen.Choose(270, 312).Select(Exponent))
        select sign + whole + (whole == "0" ? "" : zeroes) + fraction + exponent;

    private static Gen<string> DigitsOf(int count) =>
        from first in Gen.Choose(1, 9)
        from rest in Gen.Choose(0, 9).ArrayOf(count - 1)
        select first + string.Concat(rest);

    private static string Exponent(int exponent) =>
        $"{(exponent % 2 == 0 ? "e" : "E")}{(exponent > 0 && exponent % 3 == 0 ? "+" : "")}{exponent}";

    /// <summary>The value as a reduced fraction.</summary>
    private static (BigInteger, BigInteger) Exact(string text)
    {
        var parts = text.ToLowerInvariant().Split('e');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var scale = (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0)
            - (point < 0 ? 0 : parts[0].Length - point - 1);
        var numerator = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            * BigInteger.Pow(10, Math.Max(scale, 0));
        var denominator = BigInteger.Pow(10, Math.Max(-scale, 0));
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return (numerator / divisor, denominator / divisor);
    }
}
