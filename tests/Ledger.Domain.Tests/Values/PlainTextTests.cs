using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Values;

namespace Ledger.Domain.Tests.Values;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("　江西　　理工 \u00A0大学 ", "江西 理工 大学")]
    [InlineData("ＡＢＣ１２３", "ABC123")]
    [InlineData("规范（试行），第一稿。", "规范（试行），第一稿。")]
    [InlineData("阿·依•木・江", "阿·依·木·江")]
    [InlineData("\uFEFF南昌\u200B大学", "南昌大学")]
    public void Text_is_tidied_and_stays_what_it_says(string text, string tidy) => Parse(text).Value.ShouldBe(tidy);

    [Theory]
    [InlineData("a\u0000b", "text.control-character", 2)]
    [InlineData("a\nb", "text.control-character", 2)]
    [InlineData("ab\u0085c", "text.control-character", 3)]
    [InlineData("a\uFFFD", "text.replacement-character", 2)]
    [InlineData("a\uFFFE", "text.noncharacter", 2)]
    [InlineData("a\uFDD0", "text.noncharacter", 2)]
    [InlineData("𠮷\u202Eb", "text.bidi-override", 2)]
    [InlineData("a\u2063b", "text.control-character", 2)]
    [InlineData("\U000E0041a", "text.control-character", 1)]
    [InlineData("  ", "text.empty", null)]
    [InlineData("\u3164\u200D\u0301\u2800", "text.empty", null)]
    [InlineData(null, "text.empty", null)]
    public void What_may_not_stand_in_text_is_named_with_its_place(string? text, string code, int? position)
    {
        PlainText.TryParse(text, 100, out _, out var problem).ShouldBeFalse();
        (problem!.Code, problem.Position).ShouldBe((code, position));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        PlainText.TryParse("a\uD800b", 100, out _, out var problem).ShouldBeFalse();
        (problem!.Code, problem.Position).ShouldBe(("text.lone-surrogate", 2));
    }

    [Fact]
    public void Letters_beyond_the_basic_plane_are_kept_and_counted_as_one()
    {
        var name = Parse("𠮷𬭸葛󠄀");
        name.Value.ShouldBe("𠮷𬭸葛󠄀");
        name.Graphemes.ShouldBe(3);
        name.HasPrivateUse.ShouldBeFalse();
    }

    [Fact]
    public void Private_letters_are_kept_and_said()
    {
        Parse("王\uE863").HasPrivateUse.ShouldBeTrue();
        Parse("王\U000F0001").Value.ShouldBe("王\U000F0001");
    }

    [Fact]
    public void The_limit_counts_graphemes_and_not_code_units()
    {
        PlainText.TryParse("𠮷𠮷𠮷", 3, out _, out _).ShouldBeTrue();
        PlainText.TryParse("𠮷𠮷𠮷𠮷", 3, out _, out var problem).ShouldBeFalse();
        (problem!.Code, problem.Position).ShouldBe(("text.too-long", 4));
    }

    [Fact]
    public void Marks_piled_up_on_one_character_are_refused_and_a_family_of_emoji_is_not()
    {
        PlainText.TryParse("名e" + new string('\u0301', 10_000), 120, out _, out var problem).ShouldBeFalse();
        (problem!.Code, problem.Position).ShouldBe(("text.piled-up", 2));
        Parse("👨🏽‍👩🏽‍👧🏽‍👦🏽").Graphemes.ShouldBe(1);
    }

    [Fact]
    public void Lines_stand_where_they_are_allowed()
    {
        PlainText.TryParse("一 \r\n二\t三", 100, out var plain, out _, lines: true).ShouldBeTrue();
        plain.Value.ShouldBe("一\n二 三");
    }

    [Fact]
    public void Tidying_twice_is_tidying_once() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            !PlainText.TryParse(text, 1_000, out var once, out _, lines: true)
            || (PlainText.TryParse(once.Value, 1_000, out var twice, out _, lines: true) && twice == once)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("江西 理工大学", "江西理工大学", true)]
    [InlineData("某学院（筹）", "某学院(筹)", true)]
    [InlineData("阿·依", "阿•依", true)]
    [InlineData("某某学院", "某某大学", false)]
    public void Stray_spaces_and_full_width_forms_are_not_changes_of_a_name(string one, string other, bool same) =>
        NameKey.Same(one, other).ShouldBe(same);

    private static PlainText Parse(string text)
    {
        PlainText.TryParse(text, 1_000, out var plain, out var problem).ShouldBeTrue(problem?.En);
        return plain;
    }
}
