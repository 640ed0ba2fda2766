using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.RulePacks;

namespace Ledger.Domain.Tests.RulePacks;

public sealed class JiangxiPackTests
{
    private static RulePack Pack => RulePackCatalog.Jiangxi;

    [Fact]
    public void It_carries_both_instruments_whole_and_their_days()
    {
        Pack.Instruments.Select(instrument => (instrument.Id, instrument.DocumentNumber, instrument.Articles.Count)).ShouldBe(
            [("259", "江西省人民政府令第259号", 27), ("2023-1", "赣人社规〔2023〕1号", 20), ("penalty-law", "中华人民共和国主席令第七十号", 2)]);
        Pack.Instruments[0].InForceFrom.ShouldBe(new DateOnly(2023, 3, 1));
        Pack.Status.ShouldBe(PackStatus.InForce);
    }

    [Fact]
    public void The_penalty_law_is_quoted_by_analogy_and_says_that_its_wording_is_to_be_checked()
    {
        var law = Pack.Instruments.Single(instrument => instrument.Id == "penalty-law");
        law.Status.ShouldBe(PackStatus.Unverified);
        law.Note.ShouldNotBeNull().ShouldContain("须与正式公布文本核对");
        Pack[Rules.Notice].Force.ShouldBe(Force.Choice);
        Pack[Rules.Statement].Force.ShouldBe(Force.Choice);
    }

    [Fact]
    public void Ninety_hours_are_hard_and_two_thirds_are_soft()
    {
        var hours = Pack[Rules.YearlyHours];
        (hours.Number, hours.Unit, hours.Force).ShouldBe((90m, "学时/年", Force.Hard));
        var share = Pack[Rules.ProfessionalShare];
        share.Force.ShouldBe(Force.Soft);
        share.Values.ShouldBe(["2", "3"]);
        share.Number.ShouldBeNull();
    }

    [Fact]
    public void Soft_words_of_the_law_are_never_hard_rules()
    {
        foreach (var name in RulePackLoader.Names.Where(name => Pack[name].Force == Force.Hard))
        {
            foreach (var soft in (string[])["一般", "原则上", "及时"])
            {
                Pack[name].Words.ShouldNotContain(soft, Case.Sensitive, name);
            }
        }
    }

    [Fact]
    public void The_forms_are_six_as_in_the_article()
    {
        Pack[Rules.Forms].Values.ShouldBe(["course", "practice", "academic", "online", "degree", "other"]);
        Pack.Instruments[0].Articles["第十条"].Split('\n').Count(line => line.StartsWith('（')).ShouldBe(6);
    }

    [Fact]
    public void A_citation_reads_as_a_fact_writes_it_down()
    {
        Pack.Cite(Rules.Delisting).Key.ShouldBe("259:第二十五条");
        Pack.Reference(Rules.Delisting).ShouldBe(new("jiangxi", "2023.1", "259:第二十五条"));
    }

    [Fact]
    public void Words_that_page_breaks_had_split_stand_whole()
    {
        var articles = Pack.Instruments.Single(instrument => instrument.Id == "2023-1").Articles;
        articles["第四条"].ShouldContain("建立健全继续教育机构管理机制");
        articles["第十一条"].ShouldContain("在省级继续教育机构中遴选产生");
        articles["第十四条"].ShouldContain("主管部门将从政策");
    }

    [Theory]
    [InlineData("hours.yearly", "每年累计不少于九十学时", "每年累计不少于八十学时", "pack.words-not-in-article")]
    [InlineData("hours.yearly", "第十条", "第一百条", "pack.article-unknown")]
    public void A_changed_word_or_article_is_caught(string name, string stands, string changed, string code)
    {
        var fault = Changed(pack =>
        {
            var parameter = pack["parameters"]![name]!;
            foreach (var member in (string[])["words", "article"])
            {
                parameter[member] = parameter[member]!.GetValue<string>() == stands ? changed : parameter[member]!.GetValue<string>();
            }
        });
        (fault.Code, fault.Where).ShouldBe((code, name));
    }

    [Fact]
    public void A_word_changed_in_the_article_itself_is_caught_by_the_parameter_that_rests_on_it() =>
        Changed(pack => pack["instruments"]![0]!["articles"]!["第二十五条"] = "由原确定机关移出目录。")
            .Code.ShouldBe("pack.words-not-in-article");

    [Fact]
    public void A_missing_parameter_is_caught() =>
        Changed(pack => pack["parameters"]!.AsObject().Remove("hours.forms")).ShouldBe(
            new PackFault("pack.parameter-missing", "hours.forms", "Code decides with this parameter and the pack does not carry it."));

    [Fact]
    public void A_misspelt_parameter_is_caught() =>
        Changed(pack => pack["parameters"]!["hours.yeerly"] = pack["parameters"]!["hours.yearly"]!.DeepClone())
            .Code.ShouldBe("pack.parameter-unknown");

    [Fact]
    public void An_unknown_json_member_is_refused() =>
        Changed(pack => pack["parameters"]!["hours.yearly"]!["numbr"] = 90).Code.ShouldBe("pack.not-readable");

    [Fact]
    public void A_number_without_a_unit_is_caught() =>
        Changed(pack => pack["parameters"]!["hours.yearly"]!.AsObject().Remove("unit")).Code.ShouldBe("pack.number-without-unit");

    [Fact]
    public void A_choice_without_a_reason_is_caught() =>
        Changed(pack => pack["parameters"]!["sanction.notice"]!.AsObject().Remove("reason")).Code.ShouldBe("pack.choice-without-reason");

    private static PackFault Changed(Action<JsonNode> change)
    {
        using var stream = typeof(RulePackCatalog).Assembly.GetManifestResourceStream("RulePacks/jiangxi.json")!;
        var pack = JsonNode.Parse(stream)!;
        RulePackLoader.Read(JsonSerializer.SerializeToUtf8Bytes(pack)).Faults.ShouldBeEmpty();
        change(pack);
        var reading = RulePackLoader.Read(JsonSerializer.SerializeToUtf8Bytes(pack));
        reading.Pack.ShouldBeNull();
        return reading.Faults[0];
    }

    [Fact]
    public void A_pack_made_of_another_cites_its_own_version_and_is_equal_by_what_it_says()
    {
        var pack = RulePackCatalog.Jiangxi with { };
        pack.Reference(Rules.Recognition).Version.ShouldBe(pack.Version);
        var later = pack with { Version = "2099.1" };
        later.Reference(Rules.Recognition).Version.ShouldBe("2099.1");
        pack.Reference(Rules.Recognition).Version.ShouldBe(RulePackCatalog.Jiangxi.Version);
        later.ShouldNotBe(pack);
        (later with { Version = pack.Version }).ShouldBe(pack);
        (later with { Version = pack.Version }).GetHashCode().ShouldBe(pack.GetHashCode());
    }
}
