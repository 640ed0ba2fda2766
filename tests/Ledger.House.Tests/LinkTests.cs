using System.Text.RegularExpressions;

namespace Ledger.House.Tests;

public sealed partial class LinkTests
{
    [Fact]
    public void Every_relative_link_of_a_document_leads_somewhere() => Checkout.Files
        .Where(file => file.EndsWith(".md"))
        .SelectMany(file => Dead(file, target => Path.Exists(Checkout.Full(target))))
        .ShouldBeEmpty();

    [Fact]
    public void A_dead_link_is_found()
    {
        const string Text = "[a](decisions/0001.md) [b](../README.md#top) [c](https://example.org) [d](#here) [e](gone.md)";
        var page = new Source("src/PAGE.md", Text);
        string[] there = ["src/decisions/0001.md", "README.md"];

        Dead(page, there.Contains).ShouldBe(["src/PAGE.md: gone.md"]);
    }

    private static IEnumerable<string> Dead(Source page, Func<string, bool> exists) => Link().Matches(page.Text)
        .Select(match => match.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
        .Select(target => target.Split('#')[0])
        .Where(target => target.Length > 0 && !exists(Resolve(page.Path, target)))
        .Select(target => $"{page.Path}: {target}");

    private static string Resolve(string page, string target)
    {
        var from = Path.GetDirectoryName("/" + page)!;
        return Path.GetFullPath(Path.Combine(from, Uri.UnescapeDataString(target)))[1..];
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
