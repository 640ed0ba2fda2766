using Ledger.Application.Composition;
using Ledger.Domain.Kernel;
using Ledger.Host.Keeping;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Projections;
using Ledger.Projections.Directory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Queries;

/// <summary>What programs may ask, on two times. Every answer carries the position it stands at.</summary>
public static class QueryEndpoints
{
    public static void MapQueries(this IEndpointRouteBuilder routes, LedgerSystem ledger, KeptAnswers kept)
    {
        var lists = new ListQueries(ledger);
        var institutions = new InstitutionQueries(ledger);
        routes.MapDirectory(ledger, institutions, kept);
        routes.MapHistories(ledger, institutions);
        routes.MapFigures(ledger);
        routes.MapLists(ledger, lists);
        routes.MapDiffs(ledger);
        routes.MapEditions(ledger);
    }

    private static void MapDirectory(
        this IEndpointRouteBuilder routes, LedgerSystem ledger, InstitutionQueries institutions, KeptAnswers kept)
    {
        Ask<DirectoryPage>(routes, "/institutions", "SearchDirectory", "查询推荐目录和公布的名单", context =>
            kept.Answer(context, stand => stand.OfDirectory(), async () =>
            {
                var (search, isFixed, problem) = await Asked.Search(context, ledger);
                return problem is not null
                    ? new ProblemResult(problem)
                    : new JsonAnswer<DirectoryPage>(await ledger.Directory.Search(search!, context.RequestAborted)) { Fixed = isFixed };
            })).WithQuery(Asked.OfSearch);

        Ask<InstitutionAnswer>(routes, "/institutions/{institution}", "GetInstitution", "一个机构", context =>
            kept.Answer(context, stand => stand.OfInstitution(), async () =>
            {
                var (at, problem) = await Asked.TwoTimes(context, ledger, ReadModels.Directory);
                if (at is null)
                    return new ProblemResult(problem!);
                return IdOf(context, "institution") is { } id
                    && await institutions.Institution(id, at, context.RequestAborted) is { } answer
                    ? new JsonAnswer<InstitutionAnswer>(answer, answer.Version) { Fixed = at.IsFixed }
                    : NotFound("institution.not-found", "没有这个机构。");
            })).WithQuery(Asked.ValidAt, Asked.KnownAt);

        Ask<NameHistory>(routes, "/institutions/{institution}/names", "GetInstitutionNames", "机构的各个名称", async context =>
        {
            var (at, problem) = await Asked.TwoTimes(context, ledger, ReadModels.Directory);
            if (at is null)
                return new ProblemResult(problem!);
            return IdOf(context, "institution") is { } id
                && await ledger.Directory.Names(id, at.DayAsked, at.Position, context.RequestAborted) is { Names.Count: > 0 } names
                ? new JsonAnswer<NameHistory>(names) { Fixed = at.IsFixed }
                : NotFound("institution.not-found", "没有这个机构，或者当时还没有名称。");
        }).WithQuery(new QueryParameter("validAt", "只列这一天使用的名称，yyyy-MM-dd；默认为各时期的", "date"), Asked.KnownAt);
    }

    private static void MapHistories(this IEndpointRouteBuilder routes, LedgerSystem ledger, InstitutionQueries institutions)
    {
        Ask<HistoryAnswer>(routes, "/institutions/{institution}/history", "GetInstitutionHistory", "机构的沿革", context =>
            History(context, "institution", StreamIds.Institution, ledger, institutions, "没有这个机构。"))
            .WithQuery(Asked.UpToDay, Asked.KnownAt);
        Ask<HistoryAnswer>(routes, "/decisions/{decision}", "GetDecision", "决定的全过程", context =>
            History(context, "decision", StreamIds.Decision, ledger, institutions, "没有这个决定。"))
            .WithQuery(Asked.UpToDay, Asked.KnownAt);
    }

    private static async Task<IResult> History(
        HttpContext context, string what, Func<string, string> stream, LedgerSystem ledger, InstitutionQueries institutions, string none)
    {
        var (at, problem) = await Asked.TwoTimes(context, ledger);
        if (at is null)
            return new ProblemResult(problem!);
        return IdOf(context, what) is { } id && await institutions.History(stream(id), at, context.RequestAborted) is { } answer
            ? new JsonAnswer<HistoryAnswer>(answer, answer.Version) { Fixed = at.IsFixed }
            : NotFound($"{what}.not-found", none);
    }

    private static void MapLists(this IEndpointRouteBuilder routes, LedgerSystem ledger, ListQueries lists)
    {
        Ask<ListsAnswer>(routes, "/lists", "ListPublishedLists", "公布的名单", async context =>
        {
            var (at, problem) = await Asked.TwoTimes(context, ledger);
            return at is null
                ? new ProblemResult(problem!)
                : new JsonAnswer<ListsAnswer>(await lists.All(at, context.RequestAborted)) { Fixed = at.IsFixed };
        }).WithQuery(Asked.UpToDay, Asked.KnownAt);
        Ask<EditionsAnswer>(routes, "/lists/{list}/editions", "ListEditions", "名单的各个版本", async context =>
        {
            var (at, problem) = await Asked.TwoTimes(context, ledger);
            if (at is null)
                return new ProblemResult(problem!);
            return IdOf(context, "list") is { } id && await lists.Editions(id, at, context.RequestAborted) is { } answer
                ? new JsonAnswer<EditionsAnswer>(answer) { Fixed = at.IsFixed }
                : NotFound("list.not-found", "没有这份名单。");
        }).WithQuery(Asked.UpToDay, Asked.KnownAt);
        Ask<EditionChangesAnswer>(
            routes, "/lists/{list}/editions/{edition}/changes", "ListEditionChanges", "名单的一个版本带来的变化", async context =>
            {
                var (answer, isFixed, problem) = await EditionAsked.Changes(
                    context, ValueOf(context, "list"), ValueOf(context, "edition"), ledger, lists);
                return problem is not null ? new ProblemResult(problem)
                    : answer is not null ? new JsonAnswer<EditionChangesAnswer>(answer) { Fixed = isFixed }
                    : NotFound("list.not-found", "没有这份名单，或者没有这个版本。");
            }).WithQuery(EditionAsked.Parameters);
    }

    internal static RouteHandlerBuilder Ask<TAnswer>(
        IEndpointRouteBuilder routes, string pattern, string operationId, string zh, Func<HttpContext, Task<IResult>> answer) =>
        routes.MapGet(ApiRoutes.Prefix + pattern, answer)
            .WithName(operationId)
            .WithSummary(zh)
            .WithTags(pattern.Split('/')[1])
            .Produces<TAnswer>(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status304NotModified)
            .WithProblems(400, 404, 421, 500, 503);

    internal static string ValueOf(HttpContext context, string name) => context.Request.RouteValues[name]?.ToString() ?? "";

    internal static string? IdOf(HttpContext context, string name) => Asked.Id(ValueOf(context, name));

    internal static int? YearOf(HttpContext context) => Asked.Year(ValueOf(context, "year"));

    internal static ProblemResult NotFound(string code, string detail) => new(KnownProblems.NotFound(code, detail));
}
