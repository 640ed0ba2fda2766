using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ledger.House.Tests;

/// <summary>
/// The marten engine is beside the product and not in it: one folder knows its packages, and nothing there reaches what rewrites or
/// deletes facts. Read from the text, so that it holds where the engine is not compiled too.
/// </summary>
public sealed partial class SecondEngineTests
{
    private const string Folder = "src/Ledger.Marten";

    /// <summary>What masks, compacts, archives, overwrites or deletes, by the names that Marten gives it.</summary>
    private static readonly string[] Forbidden =
    [
        "ArchiveStream", "CompactStreamAsync", "StreamCompactingRequest", "OverwriteEvent", "CompletelyReplaceEvent", "IEventDataMasking",
        "ApplyEventDataMasking", "AddMaskingRuleForProtectedInformation", "UseArchivedStreamPartitioning", "Clean", "ResetAllData",
        "ResetAllMartenDataAsync", "DeleteAllTenantDataAsync", "IDocumentCleaner", "CompositeDocumentCleaner", "DeleteAllEventDataAsync",
        "DeleteSingleEventStreamAsync", "CompletelyRemoveAsync", "CompletelyRemoveAllAsync", "HardDelete", "HardDeleteWhere",
        "TryCorrectProgressInDatabaseAsync",
    ];

    [Fact]
    public void Only_its_folder_names_martens_and_wolverines_namespaces() => Strangers(Checkout.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("src/Ledger.Host/a.cs", "using Marten;\n")]
    [InlineData("src/Ledger.Application/a.cs", "using Wolverine.Marten;\n")]
    [InlineData("projections/a.cs", "using static JasperFx.Events.Grouping;\n")]
    [InlineData("src/Ledger.Cli/a.cs", "var store = global::Marten.DocumentStore.For(\"\");\n")]
    [InlineData("src/Ledger.Host/Ledger.Host.csproj", "<PackageReference Include=\"WolverineFx.Http\" />\n")]
    public void One_that_does_elsewhere_is_found(string path, string text) => Strangers([new Source(path, text)]).ShouldHaveSingleItem();

    [Fact]
    public void It_rewrites_and_deletes_nothing() => Deletions(Checkout.Files).ShouldBeEmpty();

    [Fact]
    public void One_that_would_is_found()
    {
        string[] calls =
            ["session.Events.ArchiveStream(id);", "store.Advanced.Clean.DeleteAllEventDataAsync(stop);", "session.HardDelete<A>(id);"];

        Deletions(calls.Select(call => new Source(Folder + "/a.cs", call + "\n"))).Count().ShouldBe(calls.Length);
        Deletions([new Source(Folder + "/a.cs", "// Cleaner than before, and ArchiveStreams is another word.\n")]).ShouldBeEmpty();
    }

    [Fact]
    public void The_compiler_bans_the_same_names()
    {
        var banned = Checkout.Files.Single(file => file.Path == Folder + "/BannedSymbols.txt").Lines
            .Where(line => line.Line.Length > 0).Select(line => MemberName().Match(line.Line).Groups[1].Value);

        banned.Distinct().Order().ShouldBe(Forbidden.Order());
        Checkout.Files.Single(file => file.Path == Folder + "/Ledger.Marten.csproj").Text
            .ShouldContain("<AdditionalFiles Include=\"BannedSymbols.txt\" />");
    }

    [Fact]
    public void A_reference_to_it_holds_only_where_it_is_compiled() => Checkout.Files.Where(file => file.EndsWith(".csproj"))
        .Where(file => XDocument.Parse(file.Text).Descendants("ProjectReference")
            .Where(reference => ((string)reference.Attribute("Include")!).EndsWith("/Ledger.Marten.csproj", StringComparison.Ordinal))
            .Any(reference => (string?)reference.Parent!.Attribute("Condition") != "'$(LedgerEngine)' == 'marten'"))
        .Select(file => file.Path)
        .ShouldBeEmpty();

    [Fact]
    public void The_lock_files_are_those_of_the_native_engine() => Checkout.Files
        .Where(file => file.EndsWith("lock.json"))
        .Where(file => !file.EndsWith("/packages.lock.json") || LockedPackage().IsMatch(file.Text))
        .Select(file => file.Path)
        .ShouldBeEmpty();

    /// <summary>One left by a restore that failed would keep the next from finding what it failed for.</summary>
    [Fact]
    public void With_it_no_lock_file_is_kept()
    {
        var properties = XDocument.Parse(Checkout.Files.Single(file => file.Path == "Directory.Build.props").Text);
        string Condition(string name) => (string?)properties.Descendants(name).Single().Attribute("Condition") ?? "";

        Condition("RestorePackagesWithLockFile").ShouldBe("'$(LedgerEngine)' != 'marten'");
        Condition("NuGetLockFilePath").ShouldBe("'$(LedgerEngine)' == 'marten'");
    }

    private static IEnumerable<string> Strangers(IEnumerable<Source> files) => files
        .Where(file => file.IsUnder("src", "projections") && !file.IsUnder(Folder) && file.EndsWith(".cs", ".razor", ".csproj"))
        .Where(file => file.Lines.Any(line => Namespace().IsMatch(line.Line)))
        .Select(file => file.Path);

    private static IEnumerable<string> Deletions(IEnumerable<Source> files) => files
        .Where(file => file.IsUnder(Folder) && file.EndsWith(".cs"))
        .SelectMany(file => file.Lines
            .Where(line => Word().Matches(line.Line).Any(word => Forbidden.Contains(word.Value)))
            .Select(line => $"{file.Path}:{line.Number}"));

    [GeneratedRegex(@"\busing (static )?(Marten|Wolverine|JasperFx|Weasel)\b|global::(Marten|Wolverine|JasperFx|Weasel)\b"
        + @"|PackageReference Include=""(Marten|Wolverine|JasperFx|Weasel)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    /// <summary>The last name of a symbol's id, before arity and parameters.</summary>
    [GeneratedRegex(@"^[MPT]:[\w.]*?(\w+)(?:`+\d+)?(?:\(|;)")]
    private static partial Regex MemberName();

    [GeneratedRegex(@"""(Marten|WolverineFx|JasperFx|Weasel)[\w.]*"": \{", RegexOptions.IgnoreCase)]
    private static partial Regex LockedPackage();
}
