using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Pages;

/// <summary>
/// Renders components to text. The framework's own page endpoints would bring antiforgery keys on disk, a script's protocol and headers
/// for it; pages here are read and nothing else.
/// </summary>
public sealed partial class PageRenderer(IServiceProvider services, ILoggerFactory logs)
{
    public async Task<string> Render(Type page, IDictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(page, ParameterView.FromDictionary(parameters))).ToHtmlString());
        return InChinese(html);
    }

    /// <summary>
    /// The renderer writes every character outside ASCII as a reference, which doubles a Chinese page and hides it from whoever reads the
    /// source. They are written out again; what could be markup is ASCII and stays as it is.
    /// </summary>
    private static string InChinese(string html) => Reference().Replace(html, match =>
    {
        var value = int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return value < 0xA0 || value is 0x2028 or 0x2029 || value is >= 0xD800 and <= 0xDFFF ? match.Value : char.ConvertFromUtf32(value);
    });

    [GeneratedRegex("&#x([0-9A-F]{2,6});", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
