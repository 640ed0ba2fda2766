using Ledger.Application.Composition;
using Ledger.Application.TwoTimes.Diffs;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Host.Requests;
using Ledger.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Ledger.Host.Pages;

/// <summary>A difference as its page shows it, whatever is compared.</summary>
public sealed record ComparedPoints(SettledPoint From, SettledPoint To, Difference Difference, FactsBetween Facts);

/// <summary>The pages of differences: of an institution, of the directory, of a person's year.</summary>
internal static class DiffPages
{
    public static async Task<IResult> Institution(HttpContext context, LedgerSystem ledger)
    {
        if (Asked.Id(Value(context, "institution")) is not { } id)
            return None;
        if (DiffAsked.IsEmpty(context.Request.Query))
            return Page(context, null);
        var (from, to, problem) = await DiffAsked.Points(
            new QueryReader(context.Request.Query), ledger, ReadModels.Directory, context.RequestAborted);
        if (from is null || to is null)
            return new ProblemResult(problem!);
        return await ledger.Differences.Institution(id, from, to, context.RequestAborted) is { } found
            ? Page(context, new ComparedPoints(found.From, found.To, found.Difference, found.Facts))
            : None;

        IResult Page(HttpContext asked, ComparedPoints? found) =>
            One(asked, $"机构 {id} 的变化", "/directory", $"/institutions/{id}", "机构页面", found);
    }

    public static async Task<IResult> PersonYear(HttpContext context, LedgerSystem ledger)
    {
        if (!Guid.TryParse(Value(context, "person"), out var person) || Asked.Year(Value(context, "year")) is not { } year)
            return new ProblemResult(KnownProblems.NotFound("credits.not-found", "人员编号或年度不成立。"));
        if (DiffAsked.IsEmpty(context.Request.Query))
            return Page(null);
        var (from, to, problem) = await DiffAsked.Points(
            new QueryReader(context.Request.Query), ledger, ReadModels.CreditHours, context.RequestAborted);
        if (from is null || to is null)
            return new ProblemResult(problem!);
        var found = await ledger.Differences.PersonYear(person, year, from, to, context.RequestAborted);
        return Page(new ComparedPoints(found.From, found.To, found.Difference, found.Facts));

        IResult Page(ComparedPoints? compared) =>
            One(context, $"{year} 年度学时的变化", null, $"/credit-hours/{person}/{year}", "年度学时", compared);
    }

    public static async Task<IResult> Directory(HttpContext context, LedgerSystem ledger, ListQueries lists)
    {
        DirectoryDiffPage? found = null;
        if (!DiffAsked.IsEmpty(context.Request.Query))
        {
            (found, _, var problem) = await DiffAsked.Directory(context, ledger);
            if (problem is not null)
                return new ProblemResult(problem);
        }

        return PageResult.Of<DirectoryChangesPage>(
            (nameof(DirectoryChangesPage.Typed), Typed(context)),
            (nameof(DirectoryChangesPage.Lists), (await lists.All(Asked.Now(ledger), context.RequestAborted)).Lists),
            (nameof(DirectoryChangesPage.Found), found),
            (nameof(DirectoryChangesPage.NextPage), found?.NextCursor is { } next ? Address(context.Request, next) : null));
    }

    private static IResult One(
        HttpContext context, string title, string? section, string back, string backWords, ComparedPoints? found) =>
        PageResult.Of<DiffPage>(
            (nameof(DiffPage.Title), title), (nameof(DiffPage.Section), section), (nameof(DiffPage.Back), back),
            (nameof(DiffPage.BackWords), backWords), (nameof(DiffPage.Typed), Typed(context)), (nameof(DiffPage.Found), found));

    private static Dictionary<string, string> Typed(HttpContext context) =>
        context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    private static string Address(HttpRequest request, string cursor) =>
        "/directory/diff" + new QueryBuilder(request.Query.Where(pair => pair.Key != "cursor" && pair.Value.ToString().Length > 0))
        {
            { "cursor", cursor },
        }.ToQueryString();

    private static ProblemResult None => new(KnownProblems.NotFound("institution.not-found", "没有这个机构，或者两个时点都还不知道它。"));

    private static string Value(HttpContext context, string name) => context.Request.RouteValues[name]?.ToString() ?? "";
}
