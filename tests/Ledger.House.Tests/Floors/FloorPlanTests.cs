namespace Ledger.House.Tests.Floors;

public sealed class FloorPlanTests
{
    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Product => Checkout.Files
        .Where(file => file.EndsWith(".csproj") && file.IsUnder("src", "projections"))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file.Path), file => FloorPlan.References(file.Text), StringComparer.Ordinal);

    [Fact]
    public void No_project_refers_upwards() => FloorPlan.Violations(Product).ShouldBeEmpty();

    [Fact]
    public void Every_floor_is_there() => Product.Keys.Order().ShouldBe(FloorPlan.Floors.Order());

    [Theory]
    [InlineData("Ledger.Domain", "Ledger.EventStore")]
    [InlineData("Ledger.EventStore", "Ledger.Domain")]
    [InlineData("Ledger.Projections", "Ledger.Application")]
    [InlineData("Ledger.Application", "Ledger.Host")]
    [InlineData("Ledger.Host", "Ledger.Cli")]
    [InlineData("Ledger.Domain", "Ledger.Testing")]
    [InlineData("Ledger.Attic", "Ledger.Domain")]
    public void A_graph_that_points_upwards_is_found(string project, string target)
    {
        var text = $"""<Project><ItemGroup><ProjectReference Include="../{target}/{target}.csproj" /></ItemGroup></Project>""";
        var graph = new Dictionary<string, IReadOnlyList<string>> { [project] = FloorPlan.References(text) };

        FloorPlan.Violations(graph).ShouldHaveSingleItem().ShouldContain(project);
    }

    [Fact]
    public void The_product_never_refers_to_its_tests() => Checkout.Files
        .Where(file => file.EndsWith(".csproj") && file.IsUnder("src", "projections"))
        .Where(file => file.Text.Contains("\"xunit", StringComparison.Ordinal) || file.Text.Contains("/tests/", StringComparison.Ordinal))
        .ShouldBeEmpty();
}
