using System.Text.Json;
using Ledger.Host.Requests;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Queries;

/// <summary>An answer to a query with its strong ETag, or 304 where the caller has it already.</summary>
/// <param name="version">Of the stream that the answer is about, where it is about one.</param>
/// <param name="personal">Kept by nobody on the way.</param>
public sealed class JsonAnswer<T>(T answer, long? version = null, bool personal = false) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, AnswerJson.Options);
        var tag = EntityTags.Of(bytes, version);
        var response = httpContext.Response;
        response.Headers.ETag = tag;
        // Kept, but asked again each time: the next fact may change it.
        response.Headers.CacheControl = personal ? "private, no-cache" : "no-cache";
        if (EntityTags.IsKnown(httpContext.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
