using System.Collections.Concurrent;
using System.Globalization;
using Ledger.Host.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ledger.Benchmarks.Serving;

/// <summary>
/// The limit of an answer over HTTP: the same server on the same way through its guards, giving bytes that it has in its hand, under the
/// same headers, with 304 where the caller has them.
/// </summary>
internal sealed class Constants
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string Tag, string Type, string Cache)> kept = new();

    public static Constants On(WebApplication app)
    {
        var constants = new Constants();
        app.MapGet("/bench/{name}", constants.Answer);
        return constants;
    }

    /// <summary>Keeps what an address answers, headers and all.</summary>
    /// <returns>Where the same is given as a constant.</returns>
    public async Task<string> Keep(HttpClient client, string address, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(address, cancellation);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
        var name = kept.Count.ToString(CultureInfo.InvariantCulture);
        kept[name] = (bytes, answer.Headers.ETag!.ToString(), answer.Content.Headers.ContentType!.ToString(),
            answer.Headers.CacheControl!.ToString());
        return "/bench/" + name;
    }

    private async Task Answer(HttpContext context)
    {
        var (bytes, tag, type, cache) = kept[(string)context.Request.RouteValues["name"]!];
        var response = context.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = cache;
        if (EntityTags.IsKnown(context.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = type;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
