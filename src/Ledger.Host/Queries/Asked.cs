using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Kernel;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Host.Requests;
using Ledger.Projections;
using Ledger.Projections.Directory;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Queries;

/// <summary>What a query string asks, understood the same way by the interface for programs and by the pages.</summary>
public static class Asked
{
    public static QueryParameter ValidAt { get; } = new(
        "validAt", "哪一天有效，yyyy-MM-dd；默认为今天（北京时间），给出 knownAt 时默认为其记录之日", "date");

    /// <summary>Where no day means that nothing is left out.</summary>
    public static QueryParameter UpToDay { get; } = new("validAt", "只计到这一天为止生效的，yyyy-MM-dd；默认为全部", "date");

    public static QueryParameter KnownAt { get; } = new(
        "knownAt", "当时所知：记录位置（已有的），或带时区的时间（RFC 3339，不晚于现在）；默认为现在。给出位置时，答复永远相同");

    public static QueryParameter[] OfSearch { get; } =
    [
        new("text", "名称的一部分，现用名或曾用名"),
        ValidAt,
        KnownAt,
        new("kind", "类别", Words: ["public", "professional", "online", "published"]),
        new("list", "公布的名单的编号"),
        new("division", "六位行政区划代码（含其下级），或名单所印地区"),
        new("cursor", "上一页给出的 nextCursor"),
        new("limit", $"每页行数，1 至 {HostLimits.PageRows}", "int32", IsInteger: true),
    ];

    public static DateOnly Today(LedgerSystem ledger) => ShanghaiTime.DayOf(ledger.Time.GetUtcNow());

    public static Moment Now(LedgerSystem ledger) => Moment.Now(Today(ledger));

    /// <returns>The search and whether its answer is the same for ever, or what is wrong with it.</returns>
    public static async Task<(DirectorySearch? Search, bool IsFixed, Problem? Problem)> Search(HttpContext context, LedgerSystem ledger)
    {
        var read = new QueryReader(context.Request.Query);
        var text = read.Text("text", HostLimits.SearchTextCharacters);
        var validAt = read.Day("validAt");
        var knownAt = read.KnownAt("knownAt");
        var kind = read.OneOf("kind", "public", "professional", "online", "published");
        var list = read.Text("list", HostLimits.IdCharacters);
        var division = read.Text("division", 40);
        var cursor = read.Text("cursor", HostLimits.CursorCharacters);
        var limit = read.Rows("limit");
        DirectoryCursor? page = null;
        // A cursor carries the position of its first page: another one asked for beside it, or one past the head, is no cursor of ours.
        if (cursor is not null && (!DirectoryCursor.TryParse(cursor, out page) || (knownAt?.Position ?? page!.Known) != page!.Known
            || page.Known > await ledger.Store.Head(context.RequestAborted)))
            read.Add("cursor", "query.cursor", "不是本服务给出的游标，或与所给的 knownAt 不符。");

        var (at, problem) = await Settle(read, validAt, knownAt, ledger, context.RequestAborted, ReadModels.Directory);
        if (problem is null && page is not null
            && !await ledger.Reach.Reaches(page.Known, [ReadModels.Directory], context.RequestAborted))
            problem = KnownProblems.ReadModelBehind(page.Known);
        return problem is null
            ? (new DirectorySearch(text, at!.ValidAt, at.Position, kind, list, division, cursor, limit), at.IsFixed, null)
            : (null, false, problem);
    }

    /// <param name="models">Read models that must have come to the position asked for.</param>
    /// <returns>Both times settled, or what is wrong with them; exactly one of the two.</returns>
    public static Task<(Moment? At, Problem? Problem)> TwoTimes(HttpContext context, LedgerSystem ledger, params string[] models)
    {
        var read = new QueryReader(context.Request.Query);
        var (validAt, knownAt) = (read.Day(ValidAt.Name), read.KnownAt(KnownAt.Name));
        return Settle(read, validAt, knownAt, ledger, context.RequestAborted, models);
    }

    /// <param name="read">Everything has been read from it.</param>
    /// <inheritdoc cref="TwoTimes"/>
    public static async Task<(Moment? At, Problem? Problem)> Settle(
        QueryReader read, DateOnly? validAt, Application.TwoTimes.KnownAt? knownAt, LedgerSystem ledger, CancellationToken cancellation,
        params string[] models)
    {
        if (read.Problem is { } problem)
            return (null, problem);
        return await ledger.Moments.Settle(validAt, knownAt, cancellation) switch
        {
            MomentAnswer.Settled(var at) => await ledger.Reach.Reaches(at.Position, models, cancellation)
                ? (at, null)
                : (null, KnownProblems.ReadModelBehind(at.Position!.Value)),
            MomentAnswer.BeyondHead beyond => (null, KnownProblems.BeyondHead(KnownAt.Name, beyond.Asked, beyond.Head)),
            MomentAnswer.NotHere(var position, var primary) => (null, KnownProblems.ReplicaBehind(position, primary)),
            _ => (null, KnownProblems.ToCome(KnownAt.Name)),
        };
    }

    public static Problem? Nothing(IQueryCollection query) => new QueryReader(query).Problem;

    /// <summary>Null for what no institution, decision or list is called.</summary>
    public static string? Id(string text) =>
        text.Length is > 0 and <= HostLimits.IdCharacters && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? text
            : null;

    public static int? Year(string text) =>
        text.Length == 4 && int.TryParse(text, System.Globalization.NumberStyles.None, null, out var year)
            && year >= Limits.EarliestDay.Year && year <= Limits.LatestDay.Year ? year : null;
}
