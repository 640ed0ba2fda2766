using Ledger.Application.Composition;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Pages;

/// <summary>The pages of published lists: which there are, their editions, and what each edition changed.</summary>
internal static class ListPages
{
    public static async Task<IResult> All(HttpContext context, LedgerSystem ledger, ListQueries lists)
    {
        var (at, problem) = await Asked.TwoTimes(context, ledger);
        return at is null
            ? new ProblemResult(problem!)
            : PageResult.Of<ListsPage>((nameof(ListsPage.Found), await lists.All(at, context.RequestAborted)));
    }

    public static async Task<IResult> One(HttpContext context, LedgerSystem ledger, ListQueries lists)
    {
        var (at, problem) = await Asked.TwoTimes(context, ledger);
        return at is null ? new ProblemResult(problem!)
            : Asked.Id(Value(context, "list")) is { } id && await lists.Editions(id, at, context.RequestAborted) is { } found
                ? PageResult.Of<ListPage>((nameof(ListPage.Found), found))
                : None;
    }

    public static async Task<IResult> Edition(HttpContext context, LedgerSystem ledger, ListQueries lists)
    {
        var (answer, _, problem) = await EditionAsked.Changes(context, Value(context, "list"), Value(context, "edition"), ledger, lists);
        return problem is not null ? new ProblemResult(problem)
            : answer is not null ? PageResult.Of<EditionPage>((nameof(EditionPage.Found), answer))
            : None;
    }

    private static ProblemResult None => new(KnownProblems.NotFound("list.not-found", "没有这份名单，或者没有这个版本。"));

    private static string Value(HttpContext context, string name) => context.Request.RouteValues[name]?.ToString() ?? "";
}
