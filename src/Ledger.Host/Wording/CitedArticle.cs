using System.Text.Json.Serialization;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;

namespace Ledger.Host.Wording;

/// <summary>An article that a fact cites, with its words as the rule pack carries them.</summary>
/// <param name="Key">As facts write it: <c>259:第二十五条</c>.</param>
/// <param name="Title">Null, like what follows, for a pack that this version does not carry: the reference still stands.</param>
/// <param name="Text">The whole article.</param>
public sealed record CitedArticle(
    string Pack, string Version, string Key,
    string? Title = null, string? DocumentNumber = null, string? Article = null, string? Text = null)
{
    public static CitedArticle? Of(RuleReference? rule)
    {
        if (rule is null)
            return null;
        var cited = new CitedArticle(rule.Pack, rule.Version, rule.Article);
        var colon = rule.Article.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || RulePackCatalog.Find(rule.Pack) is not { } pack)
            return cited;

        var (id, article) = (rule.Article[..colon], rule.Article[(colon + 1)..]);
        return pack.Instruments.FirstOrDefault(instrument => instrument.Id == id) is { } instrument
            ? cited with
            {
                Title = instrument.Title,
                DocumentNumber = instrument.DocumentNumber,
                Article = article,
                Text = instrument.Articles.GetValueOrDefault(article),
            }
            : cited;
    }

    /// <summary>Where the page of the law has this article.</summary>
    [JsonIgnore]
    public string Address => $"/law#{Anchor(Key)}";

    public static string Anchor(string key) => Uri.EscapeDataString(key.Replace(':', '-'));
}
