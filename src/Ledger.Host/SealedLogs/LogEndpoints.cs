using System.Globalization;
using System.Text;
using Ledger.Application.Composition;
using Ledger.Application.Subscribers;
using Ledger.Host.Guards;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Transparency.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.SealedLogs;

/// <summary>
/// The log for whoever checks it: C2SP tlog-tiles under <c>/log</c>, and for one event its proof and its leaf. Everything but the newest
/// checkpoint is the same for ever and says so to caches.
/// </summary>
/// <remarks>
/// Hashes, checkpoints and proofs are for everybody. Entries hold the facts themselves, among them the hours of persons by their random
/// ids: unless the operator says otherwise they are for this machine alone, as a person's hours are everywhere else; those of public
/// facts are for all.
/// </remarks>
public static class LogEndpoints
{
    public const string Prefix = "/log";

    private const string PlainText = "text/plain; charset=utf-8";
    private const string Octets = "application/octet-stream";

    private const string NothingSigned = "尚未签发封存点；服务启动后几秒内签发第一个。";
    private const string NotYet = "没有该位置的事实，或者尚未封存；封存在写入后几秒内完成。";
    private const string NoPosition = "没有这个位置：位置从 1 起数。";

    public static void MapLog(this IEndpointRouteBuilder routes, LedgerSystem ledger)
    {
        Get(routes, "/checkpoint", context => Checkpoint(context, ledger));
        Get(routes, "/checkpoint/{size:long}", context => CheckpointOf(context, ledger));
        Get(routes, "/keys", context => Keys(context, ledger));
        var entries = Get(routes, "/tile/entries/{**rest}", context => Tile(context, ledger));
        if (!ledger.LogEntriesForAll)
            entries.WithMetadata(LoopbackOnly.Required);
        Get(routes, "/tile/{level:int}/{**rest}", context => Tile(context, ledger));
        Get(routes, "/proof/{position:long}", context => Proof(context, ledger));
        Get(routes, "/entry/{position:long}", context => Entry(context, ledger));
    }

    /// <summary>Their forms are public specifications of their own (c2sp.org): the interface's document does not tell them again.</summary>
    private static RouteHandlerBuilder Get(IEndpointRouteBuilder routes, string pattern, Func<HttpContext, Task<IResult>> answer) =>
        routes.MapGet(Prefix + pattern, answer).ExcludeFromDescription();

    private static async Task<IResult> Checkpoint(HttpContext context, LedgerSystem ledger) =>
        await ledger.Log.Latest(context.RequestAborted) is { } latest
            ? new BytesAnswer(Encoding.UTF8.GetBytes(latest.Note), PlainText, BytesAnswer.Newest)
            : await NotSealed(context, ledger, NothingSigned);

    private static async Task<IResult> CheckpointOf(HttpContext context, LedgerSystem ledger) =>
        Number(context, "size") is not { } size ? NeverSealed("没有覆盖该位置的封存点：没有这个位置。")
            : await ledger.Log.Covering(size, context.RequestAborted) is { } covering
                ? new BytesAnswer(Encoding.UTF8.GetBytes(covering.Note), PlainText, BytesAnswer.ForEver)
                : await NotSealed(context, ledger, "没有覆盖该位置的封存点：该位置尚未封存。");

    private static async Task<IResult> Keys(HttpContext context, LedgerSystem ledger)
    {
        var keys = await ledger.Log.Keys(context.RequestAborted);
        return keys.Count > 0
            ? new BytesAnswer(Encoding.UTF8.GetBytes(string.Concat(keys.Select(key => key + "\n"))), PlainText, BytesAnswer.Newest)
            : await NotSealed(context, ledger, NothingSigned);
    }

    private static async Task<IResult> Tile(HttpContext context, LedgerSystem ledger)
    {
        var path = context.Request.Path.Value![(Prefix.Length + 1)..];
        if (!TileAddress.TryParse(path, out var address))
            return new ProblemResult(KnownProblems.NotFound("log.no-such-tile", "瓦片地址的写法须如 tile/0/x001/234 或 tile/0/001.p/5。"));
        if (!address.IsInReach)
            return NeverSealed("没有这么大的账本：该瓦片不会存在。");
        return await ledger.Log.Tile(address, context.RequestAborted) is { } tile
            ? new BytesAnswer(tile, Octets, address.IsEntries ? BytesAnswer.ForEverHere : BytesAnswer.ForEver)
            : await NotSealed(context, ledger, "该瓦片尚未封存，或者没有这么宽。");
    }

    private static async Task<IResult> Proof(HttpContext context, LedgerSystem ledger) =>
        Position(context) is not { } position ? NeverSealed(NoPosition)
            : await ledger.Log.Proof(position, context.RequestAborted) is { } proof
                ? new BytesAnswer(Encoding.UTF8.GetBytes(proof.Write()), PlainText, BytesAnswer.ForEver, FileName(position, "tlog-proof"))
                : await NotSealed(context, ledger, NotYet);

    private static async Task<IResult> Entry(HttpContext context, LedgerSystem ledger)
    {
        if (Position(context) is not { } position)
            return NeverSealed(NoPosition);
        if (await ledger.Log.Entry(position, context.RequestAborted) is not { } entry)
            return await NotSealed(context, ledger, NotYet);
        var isPublic = ledger.LogEntriesForAll || PublicFacts.IsPublic(entry.Recorded.Type);
        if (!isPublic && LoopbackGuard.Judge(context.Connection.RemoteIpAddress, context.Request) is { } problem)
            return new ProblemResult(problem);
        return new BytesAnswer(
            entry.Leaf, "application/cloudevents+json; charset=utf-8", isPublic ? BytesAnswer.ForEver : BytesAnswer.ForEverHere,
            FileName(position, "json"));
    }

    private static string FileName(long position, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"ledger-{position}.{extension}");

    /// <summary>Facts are counted from 1.</summary>
    private static long? Position(HttpContext context) => Number(context, "position") is > 0 and var position ? position : null;

    /// <returns>Null for one below zero too.</returns>
    private static long? Number(HttpContext context, string name) =>
        long.TryParse(context.Request.RouteValues[name]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>What no log will ever have: that is known on every node.</summary>
    private static ProblemResult NeverSealed(string detail) => new(KnownProblems.NotFound("log.not-sealed", detail));

    /// <summary>A standby does not know what is not sealed, only what has not come to it yet.</summary>
    private static async Task<ProblemResult> NotSealed(HttpContext context, LedgerSystem ledger, string detail) =>
        new(ledger.Replica is { } replica
            ? KnownProblems.ReplicaBehind((await replica.Status(context.RequestAborted)).Position, replica.Primary)
            : KnownProblems.NotFound("log.not-sealed", detail));
}
