using Ledger.Application.Composition;
using Ledger.Host.Guards;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Projections;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.CreditHours;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Ledger.Host.Queries.QueryEndpoints;

namespace Ledger.Host.Queries;

/// <summary>A person's hours, and the yearly figures of institutions and regions.</summary>
internal static class FigureEndpoints
{
    public static void MapFigures(this IEndpointRouteBuilder routes, LedgerSystem ledger)
    {
        Ask<PersonYear>(routes, "/credit-hours/{person}/{year}", "GetCreditHours", "一个人一个年度的学时（仅限本机）", context =>
            CreditHours(context, ledger))
            .WithQuery(Asked.UpToDay, Asked.KnownAt).WithProblems(403).WithMetadata(LoopbackOnly.Required);
        Ask<InstitutionSummary>(
            routes, "/annual-summaries/institutions/{institution}/{year}", "GetInstitutionSummary", "机构的年度统计", context =>
            Institution(context, ledger)).WithQuery(Asked.UpToDay, Asked.KnownAt).WithProblems(422);
        Ask<RegionAnswer>(
            routes, "/annual-summaries/regions/{division}/{year}", "GetRegionSummary", "地区的年度统计，含其下级", context =>
            Region(context, ledger)).WithQuery(Asked.UpToDay, Asked.KnownAt).WithProblems(422);
    }

    private static async Task<IResult> CreditHours(HttpContext context, LedgerSystem ledger)
    {
        var (at, problem) = await Asked.TwoTimes(context, ledger, ReadModels.CreditHours);
        if (at is null)
            return new ProblemResult(problem!);
        if (!Guid.TryParse(ValueOf(context, "person"), out var person) || YearOf(context) is not { } year)
            return NotFound("credits.not-found", "人员编号或年度不成立。");
        var found = await ledger.CreditHours.Year(person, year, at.Position, at.DayAsked, context.RequestAborted);
        return new JsonAnswer<PersonYear>(found, personal: true) { Fixed = at.IsFixed };
    }

    private static async Task<IResult> Institution(HttpContext context, LedgerSystem ledger)
    {
        var (at, problem) = await Asked.TwoTimes(context, ledger, ReadModels.CreditHours);
        if (at is null)
            return new ProblemResult(problem!);
        if (IdOf(context, "institution") is not { } id || YearOf(context) is not { } year)
            return NotFound("summary.not-found", "机构编号或年度不成立。");
        return await ledger.YearlyFigures.Institution(id, year, at, SummaryLimits.PersonsPerAnswer, context.RequestAborted) is { } found
            ? new JsonAnswer<InstitutionSummary>(found) { Fixed = at.IsFixed }
            : new ProblemResult(KnownProblems.TooManyPersons);
    }

    private static async Task<IResult> Region(HttpContext context, LedgerSystem ledger)
    {
        var (at, problem) = await Asked.TwoTimes(context, ledger, ReadModels.CreditHours);
        if (at is null)
            return new ProblemResult(problem!);
        var division = ValueOf(context, "division");
        if (division.Length != 6 || !division.All(char.IsAsciiDigit) || YearOf(context) is not { } year)
            return NotFound("summary.not-found", "行政区划代码或年度不成立。");
        if (await ledger.YearlyFigures.Region(division, year, at, SummaryLimits.PersonsPerAnswer, context.RequestAborted) is not { } found)
            return new ProblemResult(KnownProblems.TooManyPersons);
        var register = at.Position is null ? await ledger.Divisions.Read(context.RequestAborted) : null;
        return new JsonAnswer<RegionAnswer>(RegionAnswer.Of(found, register)) { Fixed = at.IsFixed };
    }
}
