namespace Ledger.House.Tests.Tidy;

public sealed class RulesTests
{
    public static TheoryData<string> Names => [.. Rules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_file_keeps_to(string rule)
    {
        var one = Named(rule);

        Checkout.Files.Where(one.Applies).SelectMany(one.Find).ShouldBeEmpty(rule);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_does_not_is_found_by(string rule)
    {
        var one = Named(rule);

        one.Applies(one.Bad).ShouldBeTrue();
        one.Find(one.Bad).ShouldNotBeEmpty();
    }

    private static Rule Named(string name) => Rules.All.Single(rule => rule.Name == name);
}
