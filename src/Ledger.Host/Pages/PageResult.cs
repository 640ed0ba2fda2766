using System.Text;
using Ledger.Host.Keeping;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Pages;

/// <summary>A page: a Razor component rendered on the server, whole, without script and without a session.</summary>
public sealed class PageResult : IResult, IKeepable
{
    private const string ContentType = "text/html; charset=utf-8";

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
        if (status == StatusCodes.Status200OK)
        {
            await (await Render(httpContext)).ExecuteAsync(httpContext);
            return;
        }

        var html = await Html(httpContext);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = html.Length;
        await response.Body.WriteAsync(html, httpContext.RequestAborted);
    }

    /// <summary>The page with its tag, to be kept by others as its route said; a page about a problem stays what it is.</summary>
    public async Task<IResult> Render(HttpContext context) => status == StatusCodes.Status200OK
        ? new BytesAnswer(await Html(context), ContentType, context.Response.Headers.CacheControl.ToString())
        : this;

    private async Task<byte[]> Html(HttpContext context) =>
        Encoding.UTF8.GetBytes(await context.RequestServices.GetRequiredService<PageRenderer>().Render(page, parameters));
}
