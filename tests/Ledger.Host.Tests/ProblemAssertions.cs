using System.Net;
using System.Text.Json;

namespace Ledger.Host.Tests;

internal static class ProblemAssertions
{
    /// <summary>RFC 9457 in full, with this status and code, and nothing of the inside in it.</summary>
    public static async Task<JsonElement> ShouldBeProblem(this HttpResponseMessage answer, HttpStatusCode status, string? code = null)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", text);
        var problem = await RunningLedger.Json(answer);
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("type").GetString().ShouldBe("urn:ledger:problem:" + problem.GetProperty("code").GetString());
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        text.ShouldNotContain("Exception");
        text.ShouldNotContain("   at ");
        if (code is not null)
            problem.GetProperty("code").GetString().ShouldBe(code);
        return problem;
    }

    public static IReadOnlyList<(string Field, string Code)> Errors(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateArray()
            .Select(error => (error.GetProperty("field").GetString()!, error.GetProperty("code").GetString()!))];
}
