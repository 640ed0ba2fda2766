using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Pages;

/// <summary>
/// The pages' two files, out of the assembly, so that they are there wherever the service is. Their addresses hold a digest of what is in
/// them: they may be kept for ever, and a new version has a new address.
/// </summary>
public static class PageFiles
{
    private static readonly Asset Stylesheet = Load("ledger.css", "text/css; charset=utf-8");
    private static readonly Asset Mark = Load("mark.svg", "image/svg+xml");

    public static string StylesheetPath => Stylesheet.Path;

    public static string MarkPath => Mark.Path;

    public static void MapPageFiles(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in (Asset[])[Stylesheet, Mark])
        {
            routes.MapGet(asset.Path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(asset.Content, asset.MediaType);
            }).ExcludeFromDescription();
        }
    }

    private static Asset Load(string name, string mediaType)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream("Ledger.Host." + name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        return new Asset($"/assets/{digest}/{name}", mediaType, content);
    }

    private sealed record Asset(string Path, string MediaType, byte[] Content);
}
