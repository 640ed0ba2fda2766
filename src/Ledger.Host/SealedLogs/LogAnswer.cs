using Ledger.Host.Queries;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.SealedLogs;

/// <summary>Bytes of the log as they are, with how long they hold, and 304 where the caller has them.</summary>
/// <param name="fileName">Under which name a browser keeps it; null where it shows it.</param>
public sealed class LogAnswer(ReadOnlyMemory<byte> bytes, string contentType, string cacheControl, string? fileName = null) : IResult
{
    /// <summary>A tile never changes (C2SP tlog-tiles): a year is the longest that caches keep anything.</summary>
    public const string ForEver = "public, max-age=31536000, immutable";

    /// <summary>The same, but for nobody's cache on the way: it may be about a person.</summary>
    public const string ForEverHere = "private, max-age=31536000, immutable";

    /// <summary>The checkpoint moves (C2SP tlog-tiles: no caching beyond a few seconds).</summary>
    public const string Newest = "no-cache";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = EntityTags.Of(bytes.Span, null);
        var response = httpContext.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = cacheControl;
        if (EntityTags.IsKnown(httpContext.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (fileName is not null)
            response.Headers.ContentDisposition = $"inline; filename=\"{fileName}\"";
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
