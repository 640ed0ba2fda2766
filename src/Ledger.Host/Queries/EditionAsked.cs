using System.Globalization;
using Ledger.Application.Composition;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Host.Requests;
using Ledger.Projections;
using Ledger.Projections.Directory;
using Ledger.Projections.Engine;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Queries;

/// <summary>What an edition changed, and which page of it.</summary>
/// <param name="Next">Give it as <c>cursor</c> for the next page; null on the last.</param>
public sealed record EditionChangesAnswer(
    string List, ListEdition Edition, IReadOnlyList<ListChange> Changes, string? Next, long Position) : IStandsAt;

/// <summary>Reads a question about an edition, the same way for programs and for pages.</summary>
public static class EditionAsked
{
    public static QueryParameter[] Parameters { get; } =
    [
        Asked.KnownAt,
        new("cursor", "上一页给出的 next"),
        new("limit", $"每页行数，1 至 {HostLimits.PageRows}", "int32", IsInteger: true),
    ];

    /// <returns>The answer, or what is wrong with the question, or neither: there is no such edition.</returns>
    public static async Task<(EditionChangesAnswer? Answer, bool IsFixed, Problem? Problem)> Changes(
        HttpContext context, string list, string edition, LedgerSystem ledger, ListQueries lists)
    {
        var read = new QueryReader(context.Request.Query);
        var cursor = read.Text("cursor", HostLimits.CursorCharacters);
        var limit = read.Rows("limit");
        var knownAt = read.KnownAt(Asked.KnownAt.Name);
        var after = cursor is null ? null : Parse(cursor);
        if (cursor is not null && after is null)
            read.Add("cursor", "query.cursor", "不是本服务给出的游标。");
        var (at, problem) = await Asked.Settle(read, null, knownAt, ledger, context.RequestAborted, ReadModels.Directory);
        if (at is null)
            return (null, false, problem);

        if (Asked.Id(list) is not { } id
            || !DateOnly.TryParseExact(edition, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || (await lists.Editions(id, at, context.RequestAborted))?.Editions.FirstOrDefault(one => one.Edition == day) is not { } found)
            return (null, false, null);
        var page = await ledger.Directory.EditionChanges(id, day, at.Position, after, limit, context.RequestAborted);
        var answer = new EditionChangesAnswer(id, found, page.Changes, page.Next is { } next ? Write(next) : null, page.Position);
        return (answer, at.IsFixed, null);
    }

    private static string Write(ListChangeKey key) => $"{(int)key.Kind}-{key.Code}";

    private static ListChangeKey? Parse(string text) =>
        text.Length > 2 && text[1] == '-' && text[0] is >= '0' and <= '4'
            ? new ListChangeKey((ListChangeKind)(text[0] - '0'), text[2..])
            : null;
}
