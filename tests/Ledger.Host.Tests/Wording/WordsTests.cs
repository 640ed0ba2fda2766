using System.Reflection;
using System.Text.Json;
using Ledger.Domain.Kernel;
using Ledger.Host.Wording;

namespace Ledger.Host.Tests.Wording;

public sealed class WordsTests
{
    public static TheoryData<string> Aliases => [.. FactCatalog.Types.Keys];

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Every_fact_its_fields_and_its_words_have_Chinese_and_English(string alias)
    {
        Words.HasFact(alias).ShouldBeTrue(alias);
        Words.Fact(alias).Zh.ShouldContain(letter => letter >= '\u4E00');
        Words.Fact(alias).En.ShouldNotBeNullOrWhiteSpace();
        foreach (var property in FactCatalog.Types[alias].GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (name == "act" || property.GetMethod!.IsStatic)
                continue;
            Words.HasField(name).ShouldBeTrue($"{alias}: {name}");
            if (property.PropertyType.IsEnum)
                Enum.GetNames(property.PropertyType).ShouldAllBe(
                    value => Words.Value(name, JsonNamingPolicy.CamelCase.ConvertName(value)) != null, $"{alias}: {name}");
        }
    }

    [Theory]
    [InlineData("list.opened.v1", "开始收录名单")]
    [InlineData("list.membership-changed.v1", "名单所载机构的变化")]
    [InlineData("institution.delisting-opened.v1", "移出推荐目录立案")]
    [InlineData("institution.delisting-withdrawn.v1", "移出推荐目录的决定程序撤回")]
    [InlineData("import.hours-imported.v1", "批量收入学时")]
    public void Facts_that_keep_the_books_are_told_too(string alias, string zh)
    {
        FactCatalog.Types.Keys.ShouldContain(alias);
        Words.Fact(alias).Zh.ShouldBe(zh);
    }

    [Fact]
    public void A_fact_of_a_newer_ledger_is_shown_under_its_own_name() =>
        Words.Fact("institution.merged.v1").Zh.ShouldBe("institution.merged.v1");
}
