namespace Ledger.House.Tests;

/// <summary>Every aggregate has the same skeleton under the same names, so that who has read one finds the way in all.</summary>
public sealed class AggregateTests
{
    /// <summary>Receipts of imports are facts that no decision looks back on: there is no state to fold.</summary>
    private static readonly string[] WithoutState = ["src/Ledger.Domain/Imports"];

    [Fact]
    public void Every_folder_of_facts_has_its_events_and_its_state() => Incomplete(Checkout.Files).Except(WithoutState).ShouldBeEmpty();

    [Fact]
    public void A_folder_without_its_state_is_found()
    {
        var fact = new Source("src/Ledger.Domain/Visits/Events.cs", "[FactName(\"visit.paid.v1\")]\n");

        Incomplete([fact]).ShouldBe(["src/Ledger.Domain/Visits"]);
        Incomplete([fact, new Source("src/Ledger.Domain/Visits/State.cs", "")]).ShouldBeEmpty();
    }

    [Fact]
    public void Facts_stand_in_events_files_alone()
    {
        Scattered(Checkout.Files).ShouldBeEmpty();
        Scattered([new Source("src/Ledger.Domain/Visits/Paying.cs", "[FactName(\"visit.paid.v1\")]\n")]).ShouldNotBeEmpty();
    }

    private static IEnumerable<string> Incomplete(IReadOnlyCollection<Source> files) => files
        .Where(file => file.IsUnder("src/Ledger.Domain") && file.EndsWith("/Events.cs"))
        .Select(file => Path.GetDirectoryName(file.Path)!)
        .Where(folder => files.All(file => file.Path != folder + "/State.cs"));

    private static IEnumerable<string> Scattered(IEnumerable<Source> files) => files
        .Where(file => file.IsUnder("src", "projections") && !file.EndsWith("Events.cs"))
        .Where(file => file.Text.Contains("[FactName(\"", StringComparison.Ordinal))
        .Select(file => file.Path);
}
