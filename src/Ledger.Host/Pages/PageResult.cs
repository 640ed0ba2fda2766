using System.Text;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Pages;

/// <summary>A page: a Razor component rendered on the server, whole, without script and without a session.</summary>
public sealed class PageResult : IResult
{
    private readonly Type page;
    private readonly Dictionary<string, object?> parameters;
    private readonly int status;

    private PageResult(Type page, int status, IEnumerable<(string Name, object? Value)> parameters)
    {
        this.page = page;
        this.status = status;
        this.parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
    }

    public static IResult Of<TPage>(params (string Name, object? Value)[] parameters) where TPage : IComponent =>
        new PageResult(typeof(TPage), StatusCodes.Status200OK, parameters);

    public static IResult Problem(Problem problem) =>
        new PageResult(typeof(ProblemPage), problem.Status, [(nameof(ProblemPage.Told), problem)]);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = Encoding.UTF8.GetBytes(await httpContext.RequestServices.GetRequiredService<PageRenderer>().Render(page, parameters));
        var response = httpContext.Response;
        response.StatusCode = status;
        if (status == StatusCodes.Status200OK)
        {
            var tag = EntityTags.Of(html, null);
            response.Headers.ETag = tag;
            if (EntityTags.IsKnown(httpContext.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = html.Length;
        await response.Body.WriteAsync(html, httpContext.RequestAborted);
    }
}
