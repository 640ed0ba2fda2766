using Ledger.Host.Wording;

namespace Ledger.Host.Tests.Wording;

public sealed class ActorWordsTests
{
    [Theory]
    [InlineData("hr-360000", "江西省人力资源社会保障主管部门（hr-360000）")]
    [InlineData("industry-360100-health", "南昌市行业主管部门（industry-360100-health）")]
    [InlineData("hr-369900", "人力资源社会保障主管部门（hr-369900）")]
    [InlineData("教育部", "教育部")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Who_acts_is_named_by_place_and_kind(string? code, string words) => ActorWords.Zh(code).ShouldBe(words);
}
