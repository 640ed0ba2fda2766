using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ledger.Host.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Problems;

/// <summary>Writes a problem: as JSON to programs, as a page to people.</summary>
public sealed class ProblemResult(Problem problem) : IResult
{
    /// <summary>Chinese as it is; what could end a script or an attribute is escaped all the same.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.Remove(HeaderNames.ETag);
        foreach (var (name, value) in problem.Headers ?? new Dictionary<string, string>())
            response.Headers[name] = value;

        var told = problem with { TraceId = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier };
        return IsForPeople(httpContext.Request)
            ? PageResult.Problem(told).ExecuteAsync(httpContext)
            : response.WriteAsJsonAsync(told, Json, Problem.MediaType, httpContext.RequestAborted);
    }

    /// <summary>A page's address, unless the caller asked for JSON and nothing that a browser shows.</summary>
    private static bool IsForPeople(HttpRequest request)
    {
        var path = request.Path;
        if (path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/health"))
            return false;
        // Addresses of the log are for programs; a browser that follows a link there says that it shows pages.
        if (path.StartsWithSegments("/log"))
            return request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        var accept = request.Headers.Accept.ToString();
        return accept.Length == 0 || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            || accept.Contains("*/*", StringComparison.Ordinal);
    }
}
