using Ledger.Domain.Values;

namespace Ledger.Domain.Tests.Values;

public sealed class CodesAndNumbersTests
{
    [Theory]
    [InlineData("360000", DivisionLevel.Province, null)]
    [InlineData("360100", DivisionLevel.City, "360000")]
    [InlineData("３６０４２６", DivisionLevel.County, "360400")]
    [InlineData("500000", DivisionLevel.Province, null)]
    public void A_division_knows_its_level_and_what_is_above_it(string text, DivisionLevel level, string? parent)
    {
        DivisionCode.TryParse(text, out var code, out _).ShouldBeTrue();
        (code.Level, code.Parent?.Value).ShouldBe((level, parent));
    }

    [Theory]
    [InlineData("", "division.empty")]
    [InlineData("3604", "division.length")]
    [InlineData("36042A", "division.not-digits")]
    [InlineData("000000", "division.no-province")]
    [InlineData("360026", "division.no-city")]
    public void A_text_that_is_no_division_code_is_named(string text, string code)
    {
        DivisionCode.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem!.Code.ShouldBe(code);
    }

    [Fact]
    public void A_division_lies_in_those_above_it_and_in_itself()
    {
        bool Within(string one, string other) => Division(one).IsWithin(Division(other));
        (Within("360426", "360400"), Within("360426", "360000"), Within("360426", "360426")).ShouldBe((true, true, true));
        (Within("360400", "360426"), Within("360426", "360100"), Within("360426", "320000")).ShouldBe((false, false, false));
        Division("130171").IsStatisticalOnly.ShouldBeTrue();
    }

    [Theory]
    [InlineData("赣人社规〔2023〕1号", "赣人社规〔2023〕1号", "赣人社规", 2023, 1)]
    [InlineData("赣人社规[2023]1号", "赣人社规〔2023〕1号", "赣人社规", 2023, 1)]
    [InlineData("赣人社规（2023）1号", "赣人社规〔2023〕1号", "赣人社规", 2023, 1)]
    [InlineData("赣人社规(２０２３) 01 号", "赣人社规〔2023〕1号", "赣人社规", 2023, 1)]
    [InlineData("盐人社发【2018】第223号", "盐人社发〔2018〕223号", "盐人社发", 2018, 223)]
    [InlineData("江西省人民政府令第259号", "江西省人民政府令第259号", "江西省人民政府", null, 259)]
    [InlineData("江西省人民政府第158号令", "江西省人民政府令第158号", "江西省人民政府", null, 158)]
    [InlineData("中华人民共和国主席令第七十号", "中华人民共和国主席令第七十号", "中华人民共和国主席", null, 70)]
    [InlineData("某某令第一百零八号", "某某令第一百零八号", "某某", null, 108)]
    public void A_document_number_is_written_one_way(string text, string written, string agency, int? year, int number)
    {
        DocumentNumber.TryParse(text, out var document, out _).ShouldBeTrue();
        (document.Value, document.Agency, document.Year, document.Number).ShouldBe((written, agency, year, number));
        DocumentNumber.TryParse(document.ToString(), out var again, out _).ShouldBeTrue();
        again.ShouldBe(document);
    }

    [Theory]
    [InlineData("", "document.empty")]
    [InlineData("赣人社规2023年1号", "document.form")]
    [InlineData("〔2023〕1号", "document.form")]
    [InlineData("赣人社规〔1023〕1号", "document.year")]
    [InlineData("赣人社规〔2023〕0号", "document.number-zero")]
    [InlineData("赣人社规〔2023〕1号'; drop table x--", "document.form")]
    public void What_is_no_document_number_is_named(string text, string code)
    {
        DocumentNumber.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem!.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("hr-360000", AuthorityKind.HumanResources, DivisionLevel.Province, null)]
    [InlineData("industry-360100-health", AuthorityKind.Industry, DivisionLevel.City, "health")]
    [InlineData("organisation-360102-public-accountants", AuthorityKind.Organisation, DivisionLevel.County, "public-accountants")]
    public void An_authority_says_its_kind_level_and_sector(string text, AuthorityKind kind, DivisionLevel level, string? sector)
    {
        AuthorityCode.TryParse(text, out var code, out _).ShouldBeTrue();
        (code.Kind, code.Level, code.Sector, code.ToString()).ShouldBe((kind, level, sector, text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("hr-36")]
    [InlineData("hr-360000-health")]
    [InlineData("industry-360000")]
    [InlineData("industry-360000-")]
    [InlineData("industry-360000-Health")]
    [InlineData("hr-000000")]
    [InlineData("hr-360000\n")]
    public void What_is_no_authority_is_refused(string? text) => AuthorityCode.TryParse(text, out _, out _).ShouldBeFalse();

    private static DivisionCode Division(string text) => DivisionCode.TryParse(text, out var code, out _) ? code
        : throw new ArgumentException(text);
}
