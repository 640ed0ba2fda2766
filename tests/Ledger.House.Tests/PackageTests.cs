using System.Xml.Linq;

namespace Ledger.House.Tests;

public sealed class PackageTests
{
    [Fact]
    public void Every_package_says_why_it_is_here() =>
        WithoutReason(XDocument.Load(Checkout.Full("Directory.Packages.props"))).ShouldBeEmpty();

    [Fact]
    public void A_package_without_a_reason_is_found()
    {
        var props = XDocument.Parse("""
            <Project><ItemGroup>
              <!-- Needed. -->
              <PackageVersion Include="Good" Version="1.0.0" />
              <PackageVersion Include="Bad" Version="1.0.0" />
            </ItemGroup></Project>
            """);

        WithoutReason(props).ShouldBe(["Bad"]);
    }

    [Fact]
    public void Every_project_keeps_its_lock_file() => Checkout.Files
        .Where(file => file.EndsWith(".csproj"))
        .Where(file => !File.Exists(Path.Combine(Path.GetDirectoryName(Checkout.Full(file.Path))!, "packages.lock.json")))
        .Select(file => file.Path)
        .ShouldBeEmpty();

    private static IEnumerable<string?> WithoutReason(XDocument props) => props.Descendants("PackageVersion")
        .Where(package => package.PreviousNode is not XComment { Value.Length: > 0 })
        .Select(package => (string?)package.Attribute("Include"));
}
