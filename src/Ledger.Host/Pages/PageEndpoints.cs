using Ledger.Application.Composition;
using Ledger.Host.Guards;
using Ledger.Host.Keeping;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Host.Requests;
using Ledger.Projections;
using Ledger.Projections.AnnualSummaries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Pages;

/// <summary>What people may look at.</summary>
public static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder routes, LedgerSystem ledger, KeptAnswers kept)
    {
        var lists = new ListQueries(ledger);
        var institutions = new InstitutionQueries(ledger);
        var home = new HomeQueries(ledger, lists);
        Page(routes, "/", async context =>
            PageResult.Of<HomePage>((nameof(HomePage.Counts), await home.Counts(context.RequestAborted))));
        Page(routes, "/directory", context =>
            kept.Answer(context, stand => stand.OfPage(), () => Directory(context, ledger, lists)));
        Page(routes, "/institutions/{institution}", context =>
            kept.Answer(context, stand => stand.OfPage(), () => InstitutionPages.One(context, ledger, institutions, lists)));
        Page(routes, "/institutions/{institution}/later", context => InstitutionPages.Later(context, ledger));
        Page(routes, "/decisions/{decision}", context => DecisionPages.One(context, ledger));
        Page(routes, "/decisions/{decision}/later", context => DecisionPages.Later(context, ledger));
        Page(routes, "/directory/diff", context => DiffPages.Directory(context, ledger, lists));
        Page(routes, "/institutions/{institution}/diff", context => DiffPages.Institution(context, ledger));
        Page(routes, "/credit-hours/{person}/{year}/diff", context => DiffPages.PersonYear(context, ledger))
            .WithMetadata(LoopbackOnly.Required);
        Page(routes, "/credit-hours/{person}/{year}", context => CreditHours(context, ledger)).WithMetadata(LoopbackOnly.Required);
        Page(routes, "/summaries/{year}", context => Summary(context, ledger));
        Page(routes, "/summaries", _ => Task.FromResult(Results.Redirect($"/summaries/{Asked.Today(ledger).Year}")));
        Page(routes, "/lists", context => ListPages.All(context, ledger, lists));
        Page(routes, "/lists/{list}", context => ListPages.One(context, ledger, lists));
        Page(routes, "/lists/{list}/{edition}", context => ListPages.Edition(context, ledger, lists));
        Page(routes, "/editions", context => EditionPages.All(context, ledger));
        Page(routes, "/editions/{year}", context => EditionPages.One(context, ledger));
        Page(routes, "/log", context => LogPages.One(context, ledger));
        Page(routes, "/law", _ => Task.FromResult(PageResult.Of<LawPage>((nameof(LawPage.Pack), ledger.Rules))));
    }

    private static async Task<IResult> Directory(HttpContext context, LedgerSystem ledger, ListQueries lists)
    {
        var (search, _, problem) = await Asked.Search(context, ledger);
        if (problem is not null)
            return new ProblemResult(problem);
        var found = await ledger.Directory.Search(search!, context.RequestAborted);
        return PageResult.Of<DirectorySearchPage>(
            (nameof(DirectorySearchPage.Asked), search),
            (nameof(DirectorySearchPage.KnownAt), context.Request.Query["knownAt"].ToString()),
            (nameof(DirectorySearchPage.Found), found),
            (nameof(DirectorySearchPage.Lists), (await lists.All(Asked.Now(ledger), context.RequestAborted)).Lists),
            (nameof(DirectorySearchPage.FirstPage), Address(context.Request, null)),
            (nameof(DirectorySearchPage.NextPage), found.NextCursor is { } next ? Address(context.Request, next) : null));
    }

    private static async Task<IResult> CreditHours(HttpContext context, LedgerSystem ledger)
    {
        var (at, problem) = await Asked.TwoTimes(context, ledger, ReadModels.CreditHours);
        if (at is null)
            return new ProblemResult(problem!);
        if (!Guid.TryParse(ValueOf(context, "person"), out var person) || Asked.Year(ValueOf(context, "year")) is not { } year)
            return NotFound("credits.not-found", "人员编号或年度不成立。");
        return PageResult.Of<CreditHoursPage>(
            (nameof(CreditHoursPage.Found),
                await ledger.CreditHours.Year(person, year, at.Position, at.DayAsked, context.RequestAborted)),
            (nameof(CreditHoursPage.Pack), ledger.Rules));
    }

    private static async Task<IResult> Summary(HttpContext context, LedgerSystem ledger)
    {
        var read = new QueryReader(context.Request.Query);
        var after = read.Text("after", HostLimits.IdCharacters);
        var (validAt, knownAt) = (read.Day(Asked.ValidAt.Name), read.KnownAt(Asked.KnownAt.Name));
        var (at, problem) = await Asked.Settle(
            read, validAt, knownAt, ledger, context.RequestAborted, ReadModels.CreditHours, ReadModels.Directory);
        if (at is null)
            return new ProblemResult(problem!);
        if (Asked.Year(ValueOf(context, "year")) is not { } year)
            return NotFound("summary.not-found", "年度不成立。");
        if (await ledger.YearlyFigures.Year(year, after, at, SummaryLimits.PersonsPerAnswer, context.RequestAborted) is not { } found)
            return new ProblemResult(KnownProblems.TooManyPersons);
        var ids = found.Institutions.Select(each => each.Institution).ToList();
        return PageResult.Of<SummaryPage>(
            (nameof(SummaryPage.Found), found),
            (nameof(SummaryPage.Names), await ledger.Directory.NamesOn(at.ValidAt, at.Position, ids, context.RequestAborted)),
            (nameof(SummaryPage.KnownAt), context.Request.Query[Asked.KnownAt.Name].ToString()),
            (nameof(SummaryPage.Divisions), await ledger.Divisions.Read(context.RequestAborted)));
    }

    private static RouteHandlerBuilder Page(IEndpointRouteBuilder routes, string pattern, Func<HttpContext, Task<IResult>> page) =>
        routes.MapGet(pattern, (Delegate)((HttpContext context) =>
        {
            var personal = context.GetEndpoint()?.Metadata.GetMetadata<LoopbackOnly>() is not null;
            context.Response.Headers.CacheControl = personal ? "no-store" : "no-cache";
            return page(context);
        })).ExcludeFromDescription();

    /// <summary>The same search from another cursor. What was typed is encoded again, not repeated.</summary>
    private static string Address(HttpRequest request, string? cursor)
    {
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key != "cursor" && pair.Value.ToString().Length > 0));
        if (cursor is not null)
            query.Add("cursor", cursor);
        return "/directory" + query.ToQueryString();
    }

    private static string ValueOf(HttpContext context, string name) => context.Request.RouteValues[name]?.ToString() ?? "";

    private static ProblemResult NotFound(string code, string detail) => new(KnownProblems.NotFound(code, detail));
}
