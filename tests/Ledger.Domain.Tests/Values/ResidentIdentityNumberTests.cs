using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Values;

namespace Ledger.Domain.Tests.Values;

/// <summary>The numbers are the standard's own examples and made ones; none was taken from a person.</summary>
public sealed class ResidentIdentityNumberTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("440524188001010014")]
    [InlineData("360426199101010071")]
    [InlineData("44011320141005001X")]
    [InlineData("110111198012010078")] // Its county had no code in 1980: a warning at most.
    public void Sound_numbers_are_taken(string number)
    {
        ResidentIdentityNumber.TryParse(number, Today, out var parsed, out var problem).ShouldBeTrue(problem?.En);
        parsed.Reveal().ShouldBe(number);
        parsed.Paper.ShouldBe(IdentityPaper.ResidentIdentityCard);
    }

    [Theory]
    [InlineData(" 11010519491231002x ")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("110105 19491231 002X")]
    [InlineData("'11010519491231002X")]
    public void Spaces_full_width_and_a_small_x_are_folded(string text)
    {
        ResidentIdentityNumber.TryParse(text, Today, out var number, out _).ShouldBeTrue();
        number.Reveal().ShouldBe("11010519491231002X");
    }

    [Theory]
    [InlineData("36042619910102009X", "identity.check-character", 18)]
    [InlineData("3.60E+17", "identity.excel-scientific", null)]
    [InlineData("3.60426E+17", "identity.excel-scientific", null)]
    [InlineData("3.60426199101010E+17", "identity.excel-scientific", null)]
    [InlineData("360426199101010000", "identity.excel-truncated", 16)]
    [InlineData("360426910101007", "identity.void-15", null)]
    [InlineData("360426199102300073", "identity.birth-not-a-day", 7)]
    [InlineData("", "identity.empty", null)]
    [InlineData(null, "identity.empty", null)]
    [InlineData("36042619910101007", "identity.length", null)]
    [InlineData("36O426199101010071", "identity.confusable-letter", 3)]
    [InlineData("36042619910101某071", "identity.character", 15)]
    [InlineData("G12345678", "identity.other-paper", null)]
    [InlineData("CHN110000000000", "identity.other-paper", null)]
    public void What_is_wrong_is_named(string? text, string code, int? position)
    {
        ResidentIdentityNumber.TryParse(text, Today, out _, out var problem).ShouldBeFalse();
        (problem!.Code, problem.Position).ShouldBe((code, position));
    }

    [Fact]
    public void A_birth_after_the_given_day_is_refused()
    {
        const string number = "44011320141005001X";
        ResidentIdentityNumber.TryParse(number, new(2014, 10, 5), out _, out _).ShouldBeTrue();
        ResidentIdentityNumber.TryParse(number, new(2014, 10, 4), out _, out var problem).ShouldBeFalse();
        problem!.Code.ShouldBe("identity.birth-in-future");
    }

    [Theory]
    [InlineData("81000019900101001", IdentityPaper.HongKongMacaoTaiwanResidencePermit)]
    [InlineData("83000019900101001", IdentityPaper.HongKongMacaoTaiwanResidencePermit)]
    [InlineData("93684019900101001", IdentityPaper.ForeignPermanentResidentCard)]
    public void Residence_permits_of_the_same_shape_are_taken_and_named(string first17, IdentityPaper paper) =>
        Parse(Complete(first17)).Paper.ShouldBe(paper);

    [Fact]
    public void A_sound_number_ending_in_000_is_taken_with_a_doubt()
    {
        // Only every eleventh number that a spreadsheet cut still has the right check: here the doubt is all that can be said.
        var number = Enumerable.Range(0, 28).Select(day => $"360426199101{day + 1:00}1000")
            .First(text => ResidentIdentityNumber.TryParse(text, Today, out _, out _));
        Parse(number).MayBeCutBySpreadsheet.ShouldBeTrue();
        Parse("360426199101010071").MayBeCutBySpreadsheet.ShouldBeFalse();
    }

    [Fact]
    public void It_is_never_printed()
    {
        var number = Parse("360426199101010071");
        $"{number}".ShouldBe("******************");
        ResidentIdentityNumber.TryParse("360426199101010072", Today, out _, out var problem).ShouldBeFalse();
        problem!.ToString().ShouldNotContain("3604");
    }

    [Fact]
    public void Any_change_of_a_digit_is_caught() =>
        Prop.ForAll(Arb.From(Numbers), ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<byte>(), (number, at, with) =>
        {
            var changed = number.ToCharArray();
            changed[at % 18] = (at % 18) == 17 ? "0123456789X"[with % 11] : (char)('0' + with % 10);
            var text = new string(changed);
            return text == number || !ResidentIdentityNumber.TryParse(text, Today, out _, out _);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Any_swap_of_neighbours_is_caught() =>
        Prop.ForAll(Arb.From(Numbers), number => Enumerable.Range(0, 17).All(i =>
        {
            var letters = number.ToCharArray();
            (letters[i], letters[i + 1]) = (letters[i + 1], letters[i]);
            var swapped = new string(letters);
            return swapped == number || !ResidentIdentityNumber.TryParse(swapped, Today, out _, out _);
        })).QuickCheckThrowOnFailure();

    private static Gen<string> Numbers =>
        from county in Gen.Elements("360426", "360102", "110105", "320902")
        from day in Gen.Choose(0, 30_000)
        from sequence in Gen.Choose(1, 999)
        select Complete($"{county}{new DateOnly(1930, 1, 1).AddDays(day):yyyyMMdd}{sequence:000}");

    private static string Complete(string first17) =>
        "0123456789X".Select(last => first17 + last).Single(number => ResidentIdentityNumber.TryParse(number, Today, out _, out _));

    private static ResidentIdentityNumber Parse(string text)
    {
        ResidentIdentityNumber.TryParse(text, Today, out var number, out var problem).ShouldBeTrue(problem?.En);
        return number;
    }
}
