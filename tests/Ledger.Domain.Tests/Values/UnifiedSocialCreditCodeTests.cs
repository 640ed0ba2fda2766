using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Values;

namespace Ledger.Domain.Tests.Values;

public sealed class UnifiedSocialCreditCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Codes of public registries: the worked example of the standard, an institution (12), and every remainder of 0.</summary>
    private static readonly string[] Valid =
    [
        "91350100M000100Y43", "91110000600037341L", "91110108551385082Q", "121200004013590816", "91340600MA2PBP2120",
        "911522010783762860", "91620105L015101280", "92340603MA2UK1TD00", "92340604MA2PENA300",
    ];

    [Fact]
    public void Published_codes_are_taken_remainders_of_zero_among_them()
    {
        foreach (var code in Valid)
        {
            UnifiedSocialCreditCode.TryParse(code, out var parsed, out var problem).ShouldBeTrue($"{code}: {problem?.En}");
            parsed.ToString().ShouldBe(code);
        }
    }

    [Theory]
    [InlineData("91310115MA1H8R7C6D")]
    [InlineData("91310115MA1G4L1WXK")]
    [InlineData("91350100M000100Y4B")]
    public void Wrong_codes_that_circulate_as_examples_are_refused(string code) => Problem(code).Code.ShouldBe("uscc.check-character");

    [Fact]
    public void Eighteen_zeros_fill_a_cell_and_are_no_code() => Problem(new string('0', 18)).Code.ShouldBe("uscc.registrar");

    [Fact]
    public void The_wrong_form_of_the_standards_example_is_named_by_its_letter()
    {
        var problem = Problem("91350100M000100Y4Z");
        (problem.Code, problem.Position).ShouldBe(("uscc.confusable-letter", 18));
        problem.Zh.ShouldContain("疑为2");
    }

    [Fact]
    public void The_organisation_codes_own_check_is_judged_too()
    {
        // 91350100M000100Y43 with another organisation check character (Y to Q) and the outer one made to fit.
        var code = Alphabet.Select(last => "91350100M000100Q4" + last).Single(candidate =>
            Problem(candidate).Code != "uscc.check-character");
        Problem(code).Code.ShouldBe("uscc.organisation-check");
    }

    [Theory]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３")]
    [InlineData("91350100m000100y43")]
    [InlineData(" 9135 0100-M000100Y43　")]
    [InlineData("'91350100M000100Y43")]
    public void Full_width_lower_case_spaces_and_hyphens_are_folded(string text)
    {
        UnifiedSocialCreditCode.TryParse(text, out var code, out _).ShouldBeTrue();
        code.Value.ShouldBe("91350100M000100Y43");
    }

    [Theory]
    [InlineData("9135O100M000100Y43", 5, "0")]
    [InlineData("9I350100M000100Y43", 2, "1")]
    [InlineData("913S0100M000100Y43", 4, "5")]
    public void A_letter_taken_for_a_digit_is_named_by_position_and_the_mended_code_is_shown(string text, int position, string likely)
    {
        var problem = Problem(text);
        (problem.Code, problem.Position).ShouldBe(("uscc.confusable-letter", position));
        problem.Zh.ShouldEndWith("疑为" + likely);
        problem.Mend.ShouldNotBeNull().ShouldContain("91350100M000100Y43");
    }

    [Fact]
    public void Swapped_neighbours_are_pointed_at() => Problem("91350100M000100Y34").Mend.ShouldBe("请核对第17、18位，疑为次序颠倒");

    [Theory]
    [InlineData(null, "uscc.empty")]
    [InlineData("91350100M000100Y4", "uscc.length")]
    [InlineData("91350A00M000100Y43", "uscc.division-not-digits")]
    [InlineData("91350100M000100中43", "uscc.character")]
    public void Other_faults_have_their_own_codes(string? text, string code) => Problem(text).Code.ShouldBe(code);

    [Fact]
    public void A_letter_may_stand_first()
    {
        var any = Alphabet.Select(last => $"N2350100M000100Y4"[..17] + last).Count(code => UnifiedSocialCreditCode.TryParse(code, out _,
            out _));
        any.ShouldBe(1);
    }

    [Fact]
    public void Any_single_change_is_caught() =>
        Prop.ForAll(Arb.From(Codes), ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<byte>(), (code, at, with) =>
        {
            var changed = code.ToCharArray();
            changed[at % 18] = Alphabet[with % Alphabet.Length];
            var text = new string(changed);
            return text == code || !UnifiedSocialCreditCode.TryParse(text, out _, out _);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Any_swap_of_neighbours_is_caught()
    {
        foreach (var code in Valid)
        {
            for (var i = 0; i < 17; i++)
            {
                var letters = code.ToCharArray();
                (letters[i], letters[i + 1]) = (letters[i + 1], letters[i]);
                var swapped = new string(letters);
                (swapped == code || !UnifiedSocialCreditCode.TryParse(swapped, out _, out _)).ShouldBeTrue(swapped);
            }
        }
    }

    [Fact]
    public void What_is_printed_parses_to_the_same() =>
        Prop.ForAll(Arb.From(Codes), code =>
            UnifiedSocialCreditCode.TryParse(code, out var parsed, out _)
            && UnifiedSocialCreditCode.TryParse(parsed.ToString(), out var again, out _) && again == parsed).QuickCheckThrowOnFailure();

    /// <summary>Made codes: free characters are drawn, both check characters are found by trying.</summary>
    private static Gen<string> Codes =>
        from head in Gen.Elements("91", "12", "51", "Y1", "N2", "A1")
        from division in Gen.Elements("360000", "360100", "320900", "110108")
        from body in Gen.Elements(Alphabet.ToCharArray()).ArrayOf(8)
        select Complete(head + division + new string(body));

    private static string Complete(string sixteen) =>
        (from organisation in "0123456789X"
         from last in Alphabet
         let code = $"{sixteen}{organisation}{last}"
         where UnifiedSocialCreditCode.TryParse(code, out _, out _)
         select code).Single();

    private static ValueProblem Problem(string? text)
    {
        UnifiedSocialCreditCode.TryParse(text, out _, out var problem).ShouldBeFalse();
        return problem!;
    }
}
