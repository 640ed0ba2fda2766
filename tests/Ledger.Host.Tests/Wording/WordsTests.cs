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

    [Fact]
    public void A_fact_of_a_newer_ledger_is_shown_under_its_own_name() =>
        Words.Fact("institution.merged.v1").Zh.ShouldBe("institution.merged.v1");
}
