using Ledger.Application.Composition;
using Ledger.Application.Editions;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Projections.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Ledger.Host.Queries.QueryEndpoints;

namespace Ledger.Host.Queries;

/// <summary>Published editions of the annual statistics, by year; the last of a year stands.</summary>
public sealed record PublishedEditionsAnswer(IReadOnlyList<EditionTold> Editions, long Position) : IStandsAt;

public sealed record YearEditionsAnswer(int Year, IReadOnlyList<EditionTold> Editions, long Position) : IStandsAt;

/// <summary>What was published of a year's statistics: position, digest, and what a restatement changed.</summary>
internal static class EditionEndpoints
{
    public static void MapEditions(this IEndpointRouteBuilder routes, LedgerSystem ledger)
    {
        Ask<PublishedEditionsAnswer>(routes, "/editions", "ListPublishedEditions", "已发布的年度统计各版", async context =>
        {
            var (at, problem) = await Asked.TwoTimes(context, ledger);
            if (at is null)
                return new ProblemResult(problem!);
            var (editions, position) = await ledger.EditionReading.All(at, context.RequestAborted);
            return new JsonAnswer<PublishedEditionsAnswer>(new PublishedEditionsAnswer(editions, position)) { Fixed = at.IsFixed };
        }).WithQuery(Asked.UpToDay, Asked.KnownAt);
        Ask<YearEditionsAnswer>(routes, "/editions/{year}", "GetPublishedEditions", "一个年度的统计各版", async context =>
        {
            var (at, problem) = await Asked.TwoTimes(context, ledger);
            if (at is null)
                return new ProblemResult(problem!);
            if (YearOf(context) is not { } year)
                return NotFound("edition.not-found", "年度不成立。");
            var (editions, position) = await ledger.EditionReading.Of(year, at, context.RequestAborted);
            return editions.Count == 0
                ? NotFound("edition.not-found", "该年度的统计当时尚未发布。")
                : new JsonAnswer<YearEditionsAnswer>(new YearEditionsAnswer(year, editions, position)) { Fixed = at.IsFixed };
        }).WithQuery(Asked.UpToDay, Asked.KnownAt);
    }
}
