using Ledger.Application.Composition;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Pages;

/// <summary>The pages of published statistics: all years, and one with what each restatement changed.</summary>
internal static class EditionPages
{
    public static async Task<IResult> All(HttpContext context, LedgerSystem ledger)
    {
        var (at, problem) = await Asked.TwoTimes(context, ledger);
        if (at is null)
            return new ProblemResult(problem!);
        var (editions, position) = await ledger.EditionReading.All(at, context.RequestAborted);
        return PageResult.Of<EditionsPage>((nameof(EditionsPage.Editions), editions), (nameof(EditionsPage.Position), position));
    }

    public static async Task<IResult> One(HttpContext context, LedgerSystem ledger)
    {
        var (at, problem) = await Asked.TwoTimes(context, ledger);
        if (at is null)
            return new ProblemResult(problem!);
        if (Asked.Year(context.Request.RouteValues["year"]?.ToString() ?? "") is not { } year)
            return new ProblemResult(KnownProblems.NotFound("edition.not-found", "年度不成立。"));
        var (editions, position) = await ledger.EditionReading.Of(year, at, context.RequestAborted);
        return editions.Count == 0
            ? new ProblemResult(KnownProblems.NotFound("edition.not-found", "该年度的统计当时尚未发布。"))
            : PageResult.Of<EditionsPage>(
                (nameof(EditionsPage.Editions), editions), (nameof(EditionsPage.Position), position), (nameof(EditionsPage.Year), year));
    }
}
