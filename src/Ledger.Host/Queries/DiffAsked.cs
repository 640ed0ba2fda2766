using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Application.TwoTimes.Diffs;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Host.Requests;
using Ledger.Projections;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Queries;

/// <summary>A question about two points, understood the same way by the interface for programs and by the pages.</summary>
public static class DiffAsked
{
    private const string Point = "记录位置、带时区的时间（RFC 3339），或 yyyy-MM-dd";

    public static QueryParameter[] Parameters { get; } =
    [
        new("from", $"比较的起点：{Point}。位置和时间比较当时所知，日期比较当日有效"),
        new("to", $"比较的终点：{Point}"),
        new("validAt", "起点或终点为位置、时间时，看哪一天有效；默认为各自的记录之日", "date"),
        new("knownAt", "起点或终点为日期时，以何时所知为准：记录位置或时间；默认为现在"),
    ];

    public static QueryParameter[] OfDirectory { get; } =
    [
        .. Parameters,
        .. Asked.OfSearch.Where(parameter => parameter.Name is "kind" or "list" or "division" or "cursor" or "limit"),
    ];

    /// <summary>Whether nothing is asked yet: a page then shows its form alone.</summary>
    public static bool IsEmpty(IQueryCollection query) => query["from"].ToString().Length == 0 && query["to"].ToString().Length == 0;

    /// <param name="model">The read model that must have come to both points.</param>
    /// <returns>Both points settled, or what is wrong with them.</returns>
    public static async Task<(Moment? From, Moment? To, Problem? Problem)> Points(
        QueryReader read, LedgerSystem ledger, string model, CancellationToken cancellation)
    {
        var (from, to) = (ReadPoint(read, "from"), ReadPoint(read, "to"));
        var (validAt, knownAt) = (read.Day(Asked.ValidAt.Name), read.KnownAt(Asked.KnownAt.Name));
        if (read.Problem is { } problem)
            return (null, null, problem);
        var (first, wrong) = await Settle("from", from!, validAt, knownAt, ledger, cancellation);
        if (first is null)
            return (null, null, wrong);
        (var second, wrong) = await Settle("to", to!, validAt, knownAt, ledger, cancellation);
        if (second is null)
            return (null, null, wrong);
        var last = first.Position > second.Position ? first.Position : second.Position ?? first.Position;
        return await ledger.Reach.Reaches(last, [model], cancellation)
            ? (first, second, null)
            : (null, null, KnownProblems.ReadModelBehind(last!.Value));
    }

    /// <returns>The page of the directory's difference and whether it is the same for ever, or what is wrong with the question.</returns>
    public static async Task<(DirectoryDiffPage? Page, bool IsFixed, Problem? Problem)> Directory(
        HttpContext context, LedgerSystem ledger)
    {
        var cancellation = context.RequestAborted;
        var read = new QueryReader(context.Request.Query);
        var kind = read.OneOf("kind", "public", "professional", "online", "published");
        var list = read.Text("list", HostLimits.IdCharacters);
        var (division, limit) = (read.Text("division", 40), read.Rows("limit"));
        DiffCursor? cursor = null;
        if (read.Text("cursor", HostLimits.CursorCharacters) is { } text
            && (!DiffCursor.TryParse(text, out cursor)
                || Math.Max(cursor!.From.KnownAt, cursor.To.KnownAt) > await ledger.Store.Head(cancellation)))
            read.Add("cursor", "query.cursor", "不是本服务给出的游标。");
        var (from, to, problem) = await Points(read, ledger, ReadModels.Directory, cancellation);
        if (from is null || to is null)
            return (null, false, problem);
        if (cursor is null)
            return (await ledger.Differences.Directory(from, to, kind, list, division, limit, cancellation), Both(from, to), null);
        return await ledger.Reach.Reaches(Math.Max(cursor.From.KnownAt, cursor.To.KnownAt), [ReadModels.Directory], cancellation)
            ? (await ledger.Differences.Directory(cursor, kind, list, division, limit, cancellation), Both(from, to), null)
            : (null, false, KnownProblems.ReadModelBehind(Math.Max(cursor.From.KnownAt, cursor.To.KnownAt)));
    }

    public static bool Both(Moment from, Moment to) => from.IsFixed && to.IsFixed;

    private static async Task<(Moment? At, Problem? Problem)> Settle(
        string name, DiffPoint point, DateOnly? validAt, KnownAt? knownAt, LedgerSystem ledger, CancellationToken cancellation)
    {
        var named = point.Known is null ? Asked.KnownAt.Name : name;
        return await point.Settle(ledger.Moments, validAt, knownAt, cancellation) switch
        {
            MomentAnswer.Settled(var at) => (at, null),
            MomentAnswer.BeyondHead beyond => (null, KnownProblems.BeyondHead(named, beyond.Asked, beyond.Head)),
            MomentAnswer.NotHere(var position, var primary) => (null, KnownProblems.ReplicaBehind(position, primary)),
            _ => (null, KnownProblems.ToCome(named)),
        };
    }

    private static DiffPoint? ReadPoint(QueryReader read, string name)
    {
        if (read.Text(name, 40) is not { } text)
            read.Add(name, "query.required", $"缺少。应为{Point}。");
        // A plus sign that was not percent-encoded arrives as a space.
        else if (DiffPoint.TryParse(text.Replace(' ', '+'), out var point))
            return point;
        else
            read.Add(name, "query.point", $"应为{Point}。");
        return null;
    }
}
