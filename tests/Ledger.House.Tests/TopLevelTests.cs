namespace Ledger.House.Tests;

/// <summary>What lies at the top is what a newcomer sees first; nothing is added there in passing.</summary>
public sealed class TopLevelTests
{
    private static readonly string[] Allowed =
    [
        ".ci", ".editorconfig", ".gitattributes", ".github", ".gitignore",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Directory.Solution.targets",
        "LICENSE", "Ledger.sln", "README.md", "global.json",
        "projections", "scripts", "src", "tests",
    ];

    [Fact]
    public void Nothing_else_lies_at_the_top() => Strangers(Names()).ShouldBeEmpty();

    [Fact]
    public void A_stranger_is_found() => Strangers(["src", "notes.txt"]).ShouldBe(["notes.txt"]);

    private static IEnumerable<string> Strangers(IEnumerable<string> names) => names.Except(Allowed).Except(Checkout.Ignored);

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFileSystemEntries(Checkout.Root).Select(path => Path.GetFileName(path));
}
