using System.Xml.Linq;

namespace Ledger.House.Tests;

/// <summary>Every project of the product is judged by the same analyzers and the same banned symbols; none excuses itself.</summary>
public sealed class AnalysisTests
{
    private static readonly string[] Excuses =
    [
        "LedgerTestCode", "TreatWarningsAsErrors", "WarningsNotAsErrors", "NoWarn", "AnalysisLevel", "AnalysisMode", "Nullable",
        "RunAnalyzers", "RunAnalyzersDuringBuild", "EnableNETAnalyzers", "CheckForOverflowUnderflow", "InvariantGlobalization",
    ];

    private static IEnumerable<Source> ProductProjects =>
        Checkout.Files.Where(file => file.EndsWith(".csproj") && file.IsUnder("src", "projections"));

    [Fact]
    public void No_project_turns_a_check_off() => ProductProjects.SelectMany(file => Excused(file.Path, file.Text)).ShouldBeEmpty();

    [Theory]
    [InlineData("<Project><PropertyGroup><NoWarn>CA1031</NoWarn></PropertyGroup></Project>")]
    [InlineData("<Project><PropertyGroup><LedgerTestCode>true</LedgerTestCode></PropertyGroup></Project>")]
    [InlineData("<Project><ItemGroup><AdditionalFiles Remove=\"../BannedSymbols.txt\" /></ItemGroup></Project>")]
    [InlineData("<Project><ItemGroup><PackageReference Remove=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\" /></ItemGroup></Project>")]
    public void A_project_that_does_is_found(string project) => Excused("src/a.csproj", project).ShouldHaveSingleItem();

    [Fact]
    public void The_banned_symbols_are_given_to_every_project_that_is_not_test_code()
    {
        var props = XDocument.Load(Checkout.Full("Directory.Build.props"));
        var given = props.Descendants("AdditionalFiles")
            .Single(item => ((string)item.Attribute("Include")!).EndsWith("BannedSymbols.txt", StringComparison.Ordinal));

        ((string?)given.Attribute("Condition")).ShouldBe("'$(LedgerTestCode)' != 'true'");
        ProductProjects.Select(file => Path.GetFileNameWithoutExtension(file.Path))
            .Where(name => name.EndsWith(".Tests", StringComparison.Ordinal)
                || name is "Ledger.Testing" or "Ledger.Conformance" or "Ledger.Benchmarks")
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_folder_has_build_rules_of_its_own() => Checkout.Files
        .Where(file => file.EndsWith("Directory.Build.props", "Directory.Build.targets", ".editorconfig", ".globalconfig"))
        .Select(file => file.Path)
        .ShouldBe([".editorconfig", "Directory.Build.props", "Directory.Build.targets"], ignoreOrder: true);

    private static IEnumerable<string> Excused(string path, string project) => XDocument.Parse(project).Descendants()
        .Where(element => Excuses.Contains(element.Name.LocalName) || element.Attribute("Remove") is not null)
        .Select(element => $"{path}: {element.Name.LocalName}");
}
