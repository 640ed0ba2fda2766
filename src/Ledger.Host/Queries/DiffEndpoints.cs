using Ledger.Application.Composition;
using Ledger.Application.TwoTimes.Diffs;
using Ledger.Host.Guards;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Host.Requests;
using Ledger.Projections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Ledger.Host.Queries.QueryEndpoints;

namespace Ledger.Host.Queries;

/// <summary>What is different between two points of one or both times.</summary>
internal static class DiffEndpoints
{
    public static void MapDiffs(this IEndpointRouteBuilder routes, LedgerSystem ledger)
    {
        Ask<DirectoryDiffPage>(routes, "/institutions/diff", "DiffDirectory", "推荐目录和公布的名单在两个时点之间的变化", async context =>
        {
            var (page, isFixed, problem) = await DiffAsked.Directory(context, ledger);
            return page is null ? new ProblemResult(problem!) : new JsonAnswer<DirectoryDiffPage>(page) { Fixed = isFixed };
        }).WithQuery(DiffAsked.OfDirectory);
        Ask<InstitutionDiff>(routes, "/institutions/{institution}/diff", "DiffInstitution", "一个机构在两个时点之间的变化", context =>
            Institution(context, ledger)).WithQuery(DiffAsked.Parameters);
        Ask<PersonYearDiff>(
            routes, "/credit-hours/{person}/{year}/diff", "DiffCreditHours", "一个人一个年度的学时在两个时点之间的变化（仅限本机）", context =>
            PersonYear(context, ledger)).WithQuery(DiffAsked.Parameters).WithProblems(403).WithMetadata(LoopbackOnly.Required);
    }

    private static async Task<IResult> Institution(HttpContext context, LedgerSystem ledger)
    {
        var (from, to, problem) = await DiffAsked.Points(
            new QueryReader(context.Request.Query), ledger, ReadModels.Directory, context.RequestAborted);
        if (from is null || to is null)
            return new ProblemResult(problem!);
        return IdOf(context, "institution") is { } id
            && await ledger.Differences.Institution(id, from, to, context.RequestAborted) is { } found
            ? new JsonAnswer<InstitutionDiff>(found) { Fixed = DiffAsked.Both(from, to) }
            : NotFound("institution.not-found", "没有这个机构，或者两个时点都还不知道它。");
    }

    private static async Task<IResult> PersonYear(HttpContext context, LedgerSystem ledger)
    {
        var (from, to, problem) = await DiffAsked.Points(
            new QueryReader(context.Request.Query), ledger, ReadModels.CreditHours, context.RequestAborted);
        if (from is null || to is null)
            return new ProblemResult(problem!);
        if (!Guid.TryParse(ValueOf(context, "person"), out var person) || YearOf(context) is not { } year)
            return NotFound("credits.not-found", "人员编号或年度不成立。");
        var found = await ledger.Differences.PersonYear(person, year, from, to, context.RequestAborted);
        return new JsonAnswer<PersonYearDiff>(found, personal: true) { Fixed = DiffAsked.Both(from, to) };
    }
}
