using System.Data.Common;
using Ledger.Application.Composition;
using Ledger.Application.Messages;
using Ledger.Application.Nodes;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Host.Requests;
using Ledger.Messaging;
using Ledger.Projections.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Health;

/// <param name="Status">live</param>
public sealed record LiveAnswer(string Status);

/// <param name="Status">ready, or notReady with at least one reason.</param>
/// <param name="Engine">Which engine the ledger stands on: native or marten.</param>
/// <param name="Database">Whether the database answers.</param>
/// <param name="LagEvents">Events that the slowest read model is behind; null when that cannot be asked.</param>
/// <param name="Messages">What the outbox holds; null when that cannot be asked.</param>
/// <param name="Reactions">How far it is known what is to be sent; null when that cannot be asked.</param>
/// <param name="SealedTo">The size of the newest checkpoint; null when that cannot be asked.</param>
/// <param name="Node">What this node is called.</param>
/// <param name="Worker">
/// The node that does the work in the background; null between two turns, where nobody does it, and when that cannot be asked.
/// </param>
/// <param name="Replica">
/// How far the standby has come that this node reads from; null where it writes, and when that cannot be asked.
/// </param>
public sealed record ReadyAnswer(
    string Status, string Engine, bool Database, long? LagEvents, IReadOnlyList<string> Reasons,
    IReadOnlyList<ProjectionStatus> Projections, MessageCounts? Messages, ReactionStatus? Reactions,
    long? SealedTo, string Node, string? Worker, ReplicaAnswer? Replica);

/// <param name="Primary">The service that writes.</param>
/// <param name="KnownTo">All that was committed by then is here; null while nothing was replayed.</param>
/// <param name="BehindSeconds">Since then.</param>
public sealed record ReplicaAnswer(Uri Primary, long Position, DateTimeOffset? KnownTo, double? BehindSeconds);

public sealed record ProjectionsAnswer(IReadOnlyList<ProjectionStatus> Projections, long Position);

/// <summary>
/// Whether the service lives, and whether it can be read from. The schema is brought up to this program's before it serves, and a
/// database of a newer program shows itself by its read models' versions.
/// </summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes, LedgerSystem ledger, WorkTurn turn)
    {
        routes.MapGet(ApiRoutes.Live, (Delegate)((HttpContext context) => Answer(context, new LiveAnswer("live"), 200)))
            .WithName("GetLive").WithSummary("服务是否在运行").WithTags("health").Produces<LiveAnswer>(200).WithProblems(400, 500);
        routes.MapGet(ApiRoutes.Ready, (Delegate)(async (HttpContext context) =>
            {
                var ready = await Ready(ledger, turn, context.RequestAborted);
                return Answer(context, ready, ready.Reasons.Count == 0 ? 200 : 503);
            }))
            .WithName("GetReady").WithSummary("服务是否可用").WithTags("health").Produces<ReadyAnswer>(200).Produces<ReadyAnswer>(503)
            .WithProblems(400, 500);
        QueryEndpoints.Ask<ProjectionsAnswer>(routes, "/projections", "ListProjections", "各读模型的状态", async context =>
        {
            if (Asked.Nothing(context.Request.Query) is { } problem)
                return new ProblemResult(problem);
            var statuses = await ledger.Projections.Status(context.RequestAborted);
            var position = statuses.Select(status => status.Position).DefaultIfEmpty().Min();
            return new JsonAnswer<ProjectionsAnswer>(new ProjectionsAnswer(statuses, position));
        });
    }

    internal static async Task<ReadyAnswer> Ready(LedgerSystem ledger, WorkTurn turn, CancellationToken cancellation)
    {
        try
        {
            var statuses = await ledger.Projections.Status(cancellation);
            var lag = statuses.Select(status => status.Lag).DefaultIfEmpty().Max();
            var reasons = statuses.Where(status => status.State == ProjectionState.Stopped)
                .Select(status => $"读模型 {status.Name} 已停止").ToList();
            if (lag > HostLimits.ReadyLagEvents)
                reasons.Add($"读模型落后 {lag} 条事实，超过 {HostLimits.ReadyLagEvents} 条");
            var messages = await ledger.Messages.Count(cancellation);
            var reactions = await ledger.Reactions.Status(cancellation);
            reasons.AddRange(Reasons(messages, reactions, ledger.Time.GetUtcNow()));
            var sealedTo = (await ledger.Log.Latest(cancellation))?.Size ?? 0;
            reasons.AddRange(Unsealed(await ledger.Store.Head(cancellation) - sealedTo, ledger.Sealing.Refused));
            var replica = await Standby(ledger, cancellation);
            reasons.AddRange(Behind(replica));
            var status = reasons.Count == 0 ? "ready" : "notReady";
            var worker = await turn.Worker(cancellation);
            return new ReadyAnswer(
                status, ledger.Engine, true, lag, reasons, statuses, messages, reactions, sealedTo, turn.Node, worker,
                replica);
        }
        catch (DbException)
        {
            return new ReadyAnswer(
                "notReady", ledger.Engine, false, null, ["数据库不可用，或尚未建好"], [], null, null, null, turn.Node, null, null);
        }
    }

    /// <summary>
    /// A ledger that misses its terms and tells its subscribers nothing is as little in order as one whose read models have stopped: it is
    /// said in the same way, to those who watch the same place.
    /// </summary>
    private static IEnumerable<string> Reasons(MessageCounts messages, ReactionStatus reactions, DateTimeOffset now)
    {
        if (messages.OldestDue is { } oldest && now - oldest is var age && age > HostLimits.ReadyOldestDue)
            yield return $"最早到期的消息已等待 {age.TotalMinutes:F0} 分钟";
        if (reactions.Stopped is { } where)
            yield return $"由事实产生消息的工作已停止：{where}";
        if (reactions.Lag > HostLimits.ReadyLagEvents)
            yield return $"由事实产生消息的工作落后 {reactions.Lag} 条事实，超过 {HostLimits.ReadyLagEvents} 条";
    }

    private static async Task<ReplicaAnswer?> Standby(LedgerSystem ledger, CancellationToken cancellation)
    {
        if (ledger.Replica is null)
            return null;
        var status = await ledger.Replica.Status(cancellation);
        // Two machines' clocks: what is here is not known from the time to come.
        double? behind = status.KnownTo is { } known ? Math.Max(0, (ledger.Time.GetUtcNow() - known).TotalSeconds) : null;
        return new ReplicaAnswer(status.Primary, status.Position, status.KnownTo, behind);
    }

    private static IEnumerable<string> Behind(ReplicaAnswer? replica)
    {
        if (replica is { BehindSeconds: null })
            yield return "副本自启动以来尚未追到任何事务";
        else if (replica?.BehindSeconds > HostLimits.ReadyReplicaBehind.TotalSeconds)
            yield return $"副本落后 {replica.BehindSeconds:F0} 秒，超过 {HostLimits.ReadyReplicaBehind.TotalSeconds:F0} 秒";
    }

    private static IEnumerable<string> Unsealed(long waiting, string? refused)
    {
        if (refused is not null)
            yield return $"账本不再封存：{refused}";
        if (waiting > HostLimits.ReadyLagEvents)
            yield return $"封存落后 {waiting} 条事实，超过 {HostLimits.ReadyLagEvents} 条";
    }

    internal static IResult Answer<T>(HttpContext context, T answer, int status)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(answer, AnswerJson.Options, statusCode: status);
    }
}
