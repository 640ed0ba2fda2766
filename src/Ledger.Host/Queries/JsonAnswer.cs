using System.Reflection;
using System.Text.Json;
using Ledger.Application.Composition;
using Ledger.Host.Problems;
using Ledger.Host.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Queries;

/// <summary>
/// An answer to a query with where it stands in the log and its strong ETag, or 304 where the caller has it already.
/// </summary>
/// <param name="version">Of the stream that the answer is about, where it is about one.</param>
/// <param name="personal">Kept by nobody on the way.</param>
public sealed class JsonAnswer<T>(T answer, long? version = null, bool personal = false) : IResult
{
    private static readonly PropertyInfo? Position = LogPoint.PositionOf(typeof(T));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, AnswerJson.Options);
        if (Position is not null)
        {
            var ledger = httpContext.RequestServices.GetRequiredService<LedgerSystem>();
            if (await LogPoint.At(ledger, (long)Position.GetValue(answer)!, httpContext.RequestAborted) is not { } point)
            {
                await new ProblemResult(KnownProblems.SealingLags).ExecuteAsync(httpContext);
                return;
            }

            bytes = point.AddTo(bytes);
        }

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
