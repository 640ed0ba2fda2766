using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Canonical;

namespace Ledger.Transparency.Tests.Canonical;

public sealed class EcmaNumberTests
{
    /// <summary>RFC 8785 appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void The_numbers_of_the_standard_are_written_as_there(ulong bits, string expected) =>
        Text(BitConverter.UInt64BitsToDouble(bits)).ShouldBe(expected);

    [Theory]
    [InlineData(0x7fffffffffffffff)]
    [InlineData(0x7ff0000000000000)]
    [InlineData(0xfff0000000000000)]
    public void What_is_no_number_is_refused(ulong bits) =>
        Should.Throw<ArgumentException>(() => Text(BitConverter.UInt64BitsToDouble(bits)));

    /// <summary>There a digit too few reads as the double below.</summary>
    [Theory]
    [InlineData(-25, "2.9802322387695312e-8")]
    [InlineData(-958, "4.1045368012983762e-289")]
    public void The_two_powers_of_two_that_the_framework_cuts_short_are_whole(int exponent, string expected)
    {
        Text(Math.ScaleB(1, exponent)).ShouldBe(expected);
        Text(-Math.ScaleB(1, exponent)).ShouldBe("-" + expected);
    }

    [Fact]
    public void Every_power_of_two_is_the_shortest_and_nearest()
    {
        for (var exponent = -1_074; exponent <= 1_023; exponent++)
        {
            var power = Math.ScaleB(1, exponent);
            Text(power).ShouldBe(EcmaOracle.Text(power), $"2^{exponent}");
        }
    }

    [Fact]
    public void So_is_every_double() => Prop.ForAll(Arb.From(Doubles), number => Text(number) == EcmaOracle.Text(number))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Digits_found_by_whole_numbers_are_those_of_the_framework() =>
        Prop.ForAll(Arb.From(Doubles.Where(number => number != 0)), number =>
        {
            var quick = ShortestDigits.Of(number);
            var exact = ShortestDigits.Exact(number, quick.Point);
            return exact.Point == quick.Point && exact.IsNegative == quick.IsNegative && exact.Digits.SequenceEqual(quick.Digits);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Too_little_room_is_refused_before_anything_is_written() =>
        Should.Throw<ArgumentException>(() => EcmaNumber.Write(1, new byte[EcmaNumber.LongestBytes - 1]));

    /// <summary>Any bits, and the decimals that people write.</summary>
    private static Gen<double> Doubles => Gen.OneOf(
        Gen.Choose(0, 255).ArrayOf(8).Select(bytes => BitConverter.ToDouble([.. bytes.Select(one => (byte)one)])).Where(double.IsFinite),
        from digits in Gen.Choose(0, 1_000_000_000)
        from scale in Gen.Choose(-30, 30)
        select digits * Math.Pow(10, scale));

    private static string Text(double number)
    {
        Span<byte> bytes = stackalloc byte[EcmaNumber.LongestBytes];
        return Encoding.ASCII.GetString(bytes[..EcmaNumber.Write(number, bytes)]);
    }
}
