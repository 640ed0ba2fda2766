using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Domain.Kernel;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Host.Requests;
using Ledger.Projections.Directory;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Queries;

/// <summary>What a query string asks, understood the same way by the interface for programs and by the pages.</summary>
public static class Asked
{
    public static QueryParameter ValidAt { get; } = new("validAt", "哪一天有效，yyyy-MM-dd；默认为今天（北京时间）", "date");

    public static QueryParameter KnownAt { get; } = new("knownAt", "当时所知：记录位置，或带时区的时间（RFC 3339）；默认为现在");

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

    /// <returns>The search, or what is wrong with it; exactly one of the two.</returns>
    public static async Task<(DirectorySearch? Search, Problem? Problem)> Search(
        IQueryCollection query, LedgerSystem ledger, CancellationToken cancellation)
    {
        var read = new QueryReader(query);
        var text = read.Text("text", HostLimits.SearchTextCharacters);
        var validAt = read.Day("validAt");
        var knownAt = read.KnownAt("knownAt");
        var kind = read.OneOf("kind", "public", "professional", "online", "published");
        var list = read.Text("list", HostLimits.IdCharacters);
        var division = read.Text("division", 40);
        var cursor = read.Text("cursor", HostLimits.CursorCharacters);
        var limit = read.Rows("limit");
        if (cursor is not null && !DirectoryCursor.TryParse(cursor, out _))
            read.Add("cursor", "query.cursor", "不是本服务给出的游标。");
        if (read.Problem is { } problem)
            return (null, problem);

        var position = knownAt is null ? (long?)null : await knownAt.Resolve(ledger.Store, cancellation);
        return (new DirectorySearch(text, validAt ?? Today(ledger), position, kind, list, division, cursor, limit), null);
    }

    /// <returns>The two times, or what is wrong with them.</returns>
    public static (DateOnly? ValidAt, KnownAt? KnownAt, Problem? Problem) TwoTimes(IQueryCollection query)
    {
        var read = new QueryReader(query);
        var (validAt, knownAt) = (read.Day(ValidAt.Name), read.KnownAt(KnownAt.Name));
        return (validAt, knownAt, read.Problem);
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
