using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Queries;

/// <summary>Bytes as they are, with their strong ETag, how long they hold, and 304 where the caller has them.</summary>
/// <param name="fileName">Under which name a browser keeps it; null where it shows it.</param>
public sealed class BytesAnswer(ReadOnlyMemory<byte> bytes, string contentType, string cacheControl, string? fileName = null) : IResult
{
    private string? tag;

    /// <summary>What never changes, a tile say. A year is as long as a cache will believe (RFC 9111 section 5.2.2.1; RFC 8246).</summary>
    public const string ForEver = "public, max-age=31536000, immutable";

    /// <summary>The same, but for nobody's cache on the way: it may be about a person.</summary>
    public const string ForEverHere = "private, max-age=31536000, immutable";

    /// <summary>What moves, the checkpoint say (C2SP tlog-tiles): it is kept, but asked again each time.</summary>
    public const string Newest = "no-cache";

    /// <summary>What moves and may be about a person.</summary>
    public const string NewestHere = "private, no-cache";

    /// <summary>Of the stream that the answer is about, where it is about one.</summary>
    public long? Version { get; init; }

    public int Length => bytes.Length;

    /// <summary>Whether anybody may keep it, as its headers say: it is about no person.</summary>
    public bool IsForEverybody => cacheControl is ForEver or Newest;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        tag ??= EntityTags.Of(bytes.Span, Version);
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
