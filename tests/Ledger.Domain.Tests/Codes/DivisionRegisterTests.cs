using Ledger.Domain.Codes;
using Ledger.Domain.Values;

namespace Ledger.Domain.Tests.Codes;

public sealed class DivisionRegisterTests
{
    private static readonly DivisionRegister Register = DivisionRegister.Embedded;

    [Fact]
    public void It_holds_every_province_city_and_county_once()
    {
        Register.All.CountBy(division => division.Level).OrderBy(pair => pair.Key).Select(pair => pair.Value).ShouldBe([31, 342, 2_975]);
        Register.All.Count(division => division.IsStatisticalOnly).ShouldBe(124);
        Register.All.Count(division => division.Level == DivisionLevel.City && division.Code.IsWithin(Code("360000"))).ShouldBe(11);
        Register.All.Count(division => division.Level == DivisionLevel.County && division.Code.IsWithin(Code("360000"))).ShouldBe(100);
    }

    [Theory]
    [InlineData("360000", "江西省")]
    [InlineData("360426", "江西省/九江市/德安县")]
    [InlineData("110108", "北京市/海淀区")]
    [InlineData("110100", "北京市")]
    [InlineData("441900", "广东省/东莞市")]
    public void A_path_names_what_is_above_and_leaves_out_rows_that_only_group(string code, string path) =>
        Register.PathOf(Code(code)).ShouldBe(path);

    [Fact]
    public void Everything_above_a_division_is_known() =>
        Register.All.Where(division => division.Code.Parent is { } parent && Register.Find(parent) is null).ShouldBeEmpty();

    [Fact]
    public void A_statistical_area_is_known_and_marked()
    {
        var judgement = Register.Judge(Code("130171"), new(2024, 1, 1));
        (judgement.Standing, judgement.Division!.IsStatisticalOnly).ShouldBe((DivisionStanding.InUse, true));
        judgement.Warning!.Code.ShouldBe("division.statistical-only");
    }

    [Fact]
    public void A_retired_code_is_a_warning_from_the_day_after_its_last()
    {
        var register = Register.With([new(Code("350427"), "沙县", ValidTo: new(2021, 6, 30)), new(Code("350405"), "沙县区", new(2021, 7, 1))]);
        register.Judge(Code("350427"), new(2021, 6, 30)).Warning.ShouldBeNull();
        var retired = register.Judge(Code("350427"), new(2021, 7, 1));
        (retired.Standing, retired.Warning!.Code).ShouldBe((DivisionStanding.Retired, "division.retired"));
        register.Judge(Code("350405"), new(2021, 6, 30)).Standing.ShouldBe(DivisionStanding.NotYetInUse);
    }

    [Fact]
    public void A_code_that_no_list_has_is_a_warning() =>
        Register.Judge(Code("990101"), new(2024, 1, 1)).Warning!.Code.ShouldBe("division.unknown");

    [Fact]
    public void Titles_have_their_series_and_level()
    {
        TitleRegister.All.Count().ShouldBe(291);
        TitleRegister.All.Count(title => title.IsSeries).ShouldBe(56);
        TitleRegister.Find("011").ShouldBe(new("011", "教授", "01", false, "正高级"));
        TitleRegister.Find("010")!.Level.ShouldBeNull();
    }

    private static DivisionCode Code(string text) =>
        DivisionCode.TryParse(text, out var code, out var problem) ? code : throw new ArgumentException(problem.En);
}
