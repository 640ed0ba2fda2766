using Ledger.Domain.RulePacks;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.RulePacks;

/// <summary>The pack against the published texts, where these stand beside the checkout.</summary>
public sealed class PublishedTextTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("259", "jiangxi-2022-continuing-education.txt")]
    [InlineData("2023-1", "jiangxi-2023-institutions.txt")]
    public void Every_article_stands_in_the_published_text_to_the_letter(string instrument, string file)
    {
        var path = Beside("shared/regulations/" + file);
        if (path is null)
        {
            output.WriteLine($"{file} is not beside the checkout; the articles were not compared.");
            return;
        }

        var published = Letters(File.ReadAllText(path));
        var articles = RulePackCatalog.Jiangxi.Instruments.Single(candidate => candidate.Id == instrument).Articles;
        foreach (var (article, text) in articles)
        {
            published.ShouldContain(Letters(article + text), Case.Sensitive, article);
        }

        output.WriteLine($"{articles.Count} articles of {instrument} were compared with {file}.");
    }

    /// <summary>Pages and lines are broken differently in print; only the letters are compared.</summary>
    private static string Letters(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private static string? Beside(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
