using Ledger.Application.Composition;
using Ledger.Domain.Kernel;
using Ledger.Host.Guards;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Directory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Queries;

/// <summary>What programs may ask. Every answer carries the position it stands at.</summary>
public static class QueryEndpoints
{
    public static void MapQueries(this IEndpointRouteBuilder routes, LedgerSystem ledger)
    {
        var lists = new ListQueries(ledger);
        var institutions = new InstitutionQueries(ledger);
        routes.MapDirectory(ledger, institutions);
        routes.MapHistories(institutions);
        routes.MapFigures(ledger);

        Ask<ListsAnswer>(routes, "/lists", "ListPublishedLists", "公布的名单", async context =>
            Asked.Nothing(context.Request.Query) is { } problem ? new ProblemResult(problem)
                : new JsonAnswer<ListsAnswer>(await lists.All(context.RequestAborted)));
        Ask<EditionsAnswer>(routes, "/lists/{list}/editions", "ListEditions", "名单的各个版本", async context =>
        {
            if (Asked.Nothing(context.Request.Query) is { } problem)
                return new ProblemResult(problem);
            return IdOf(context, "list") is { } id && await lists.Editions(id, context.RequestAborted) is { } answer
                ? new JsonAnswer<EditionsAnswer>(answer)
                : NotFound("list.not-found", "没有这份名单。");
        });
        Ask<EditionChangesAnswer>(
            routes, "/lists/{list}/editions/{edition}/changes", "ListEditionChanges", "名单的一个版本带来的变化", async context =>
            {
                var (answer, problem) = await EditionAsked.Changes(
                    context, ValueOf(context, "list"), ValueOf(context, "edition"), ledger, lists);
                return problem is not null ? new ProblemResult(problem)
                    : answer is not null ? new JsonAnswer<EditionChangesAnswer>(answer)
                    : NotFound("list.not-found", "没有这份名单，或者没有这个版本。");
            }).WithQuery(EditionAsked.Parameters);
    }

    private static void MapDirectory(this IEndpointRouteBuilder routes, LedgerSystem ledger, InstitutionQueries institutions)
    {
        Ask<DirectoryPage>(routes, "/institutions", "SearchDirectory", "查询推荐目录和公布的名单", async context =>
        {
            var (search, problem) = await Asked.Search(context.Request.Query, ledger, context.RequestAborted);
            return problem is not null
                ? new ProblemResult(problem)
                : new JsonAnswer<DirectoryPage>(await ledger.Directory.Search(search!, context.RequestAborted));
        }).WithQuery(Asked.OfSearch);

        Ask<InstitutionAnswer>(routes, "/institutions/{institution}", "GetInstitution", "一个机构", async context =>
        {
            var (validAt, knownAt, problem) = Asked.TwoTimes(context.Request.Query);
            if (problem is not null)
                return new ProblemResult(problem);
            return IdOf(context, "institution") is { } id
                && await institutions.Institution(id, validAt ?? Asked.Today(ledger), knownAt, context.RequestAborted) is { } answer
                ? new JsonAnswer<InstitutionAnswer>(answer, answer.Version)
                : NotFound("institution.not-found", "没有这个机构。");
        }).WithQuery(Asked.ValidAt, Asked.KnownAt);

        Ask<NameHistory>(routes, "/institutions/{institution}/names", "GetInstitutionNames", "机构的各个名称", async context =>
        {
            if (Asked.Nothing(context.Request.Query) is { } problem)
                return new ProblemResult(problem);
            return IdOf(context, "institution") is { } id
                && await ledger.Directory.Names(id, context.RequestAborted) is { Names.Count: > 0 } names
                ? new JsonAnswer<NameHistory>(names)
                : NotFound("institution.not-found", "没有这个机构。");
        });
    }

    private static void MapHistories(this IEndpointRouteBuilder routes, InstitutionQueries institutions)
    {
        Ask<HistoryAnswer>(routes, "/institutions/{institution}/history", "GetInstitutionHistory", "机构的沿革", context =>
            History(context, "institution", StreamIds.Institution, institutions, "没有这个机构。"))
            .WithQuery(Asked.ValidAt, Asked.KnownAt);
        Ask<HistoryAnswer>(routes, "/decisions/{decision}", "GetDecision", "决定的全过程", context =>
            History(context, "decision", StreamIds.Decision, institutions, "没有这个决定。"))
            .WithQuery(Asked.ValidAt, Asked.KnownAt);
    }

    private static async Task<IResult> History(
        HttpContext context, string what, Func<string, string> stream, InstitutionQueries institutions, string none)
    {
        var (validAt, knownAt, problem) = Asked.TwoTimes(context.Request.Query);
        if (problem is not null)
            return new ProblemResult(problem);
        return IdOf(context, what) is { } id
            && await institutions.History(stream(id), validAt, knownAt, context.RequestAborted) is { } answer
            ? new JsonAnswer<HistoryAnswer>(answer, answer.Version)
            : NotFound($"{what}.not-found", none);
    }

    private static void MapFigures(this IEndpointRouteBuilder routes, LedgerSystem ledger)
    {
        Ask<PersonYear>(routes, "/credit-hours/{person}/{year}", "GetCreditHours", "一个人一个年度的学时（仅限本机）", context =>
            CreditHours(context, ledger)).WithQuery(Asked.KnownAt).WithProblems(403).WithMetadata(LoopbackOnly.Required);

        Ask<InstitutionSummary>(
            routes, "/annual-summaries/institutions/{institution}/{year}", "GetInstitutionSummary", "机构的年度统计", async context =>
            {
                if (Asked.Nothing(context.Request.Query) is { } problem)
                    return new ProblemResult(problem);
                return IdOf(context, "institution") is { } id && YearOf(context) is { } year
                    ? new JsonAnswer<InstitutionSummary>(await ledger.AnnualSummaries.Institution(id, year, context.RequestAborted))
                    : NotFound("summary.not-found", "机构编号或年度不成立。");
            });
        Ask<RegionAnswer>(
            routes, "/annual-summaries/regions/{division}/{year}", "GetRegionSummary", "地区的年度统计，含其下级", async context =>
            {
                if (Asked.Nothing(context.Request.Query) is { } problem)
                    return new ProblemResult(problem);
                var division = ValueOf(context, "division");
                if (division.Length != 6 || !division.All(char.IsAsciiDigit) || YearOf(context) is not { } year)
                    return NotFound("summary.not-found", "行政区划代码或年度不成立。");
                var found = await ledger.AnnualSummaries.Region(division, year, context.RequestAborted);
                return new JsonAnswer<RegionAnswer>(RegionAnswer.Of(found, await ledger.Divisions.Read(context.RequestAborted)));
            });
    }

    private static async Task<IResult> CreditHours(HttpContext context, LedgerSystem ledger)
    {
        var read = new Requests.QueryReader(context.Request.Query);
        var knownAt = read.KnownAt(Asked.KnownAt.Name);
        if (read.Problem is { } problem)
            return new ProblemResult(problem);
        if (!Guid.TryParse(ValueOf(context, "person"), out var person) || YearOf(context) is not { } year)
            return NotFound("credits.not-found", "人员编号或年度不成立。");
        var position = knownAt is null ? (long?)null : await knownAt.Resolve(ledger.Store, context.RequestAborted);
        var found = await ledger.CreditHours.Year(person, year, position, context.RequestAborted);
        return new JsonAnswer<PersonYear>(found, personal: true);
    }

    internal static RouteHandlerBuilder Ask<TAnswer>(
        IEndpointRouteBuilder routes, string pattern, string operationId, string zh, Func<HttpContext, Task<IResult>> answer) =>
        routes.MapGet(ApiRoutes.Prefix + pattern, answer)
            .WithName(operationId)
            .WithSummary(zh)
            .WithTags(pattern.Split('/')[1])
            .Produces<TAnswer>(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status304NotModified)
            .WithProblems(400, 404, 500, 503);

    private static string ValueOf(HttpContext context, string name) => context.Request.RouteValues[name]?.ToString() ?? "";

    private static string? IdOf(HttpContext context, string name) => Asked.Id(ValueOf(context, name));

    private static int? YearOf(HttpContext context) => Asked.Year(ValueOf(context, "year"));

    private static ProblemResult NotFound(string code, string detail) => new(KnownProblems.NotFound(code, detail));
}
