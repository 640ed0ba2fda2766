using Ledger.Application.Composition;
using Ledger.Application.Subscribers;
using Ledger.Host.Guards;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Host.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Subscriptions;

/// <summary>
/// Subscriptions over HTTP, from this machine alone: whoever may make them chooses what addresses the ledger calls. They are no facts and
/// stand under no idempotency key: the secret of a subscription whose answer was lost cannot be given again; it is ended, and made anew.
/// </summary>
public static class SubscriptionEndpoints
{
    private const string Pattern = "/subscriptions";

    public static void MapSubscriptions(this IEndpointRouteBuilder routes, LedgerSystem ledger)
    {
        QueryEndpoints.Ask<SubscriptionsAnswer>(routes, Pattern, "ListSubscriptions", "事实通知的订阅和送达情况（仅限本机）", async context =>
            Asked.Nothing(context.Request.Query) is { } problem
                ? new ProblemResult(problem)
                : new JsonAnswer<SubscriptionsAnswer>(await All(ledger, context.RequestAborted), personal: true))
            .WithProblems(403).WithMetadata(LoopbackOnly.Required);

        routes.MapPost(ApiRoutes.Prefix + Pattern, (Delegate)((HttpContext context) => Add(context, ledger)))
            .WithName("AddSubscription")
            .WithSummary("新增订阅；签名密钥只在答复中出现一次（仅限本机）")
            .WithTags("subscriptions")
            .Accepts<NewSubscription>("application/json")
            .Produces<AddedSubscription>(StatusCodes.Status201Created)
            .WithProblems(400, 403, 409, 413, 415, 421, 500, 503)
            .WithMetadata(LoopbackOnly.Required);

        routes.MapDelete(ApiRoutes.Prefix + Pattern + "/{subscription}", (Delegate)((HttpContext context) => End(context, ledger)))
            .WithName("EndSubscription")
            .WithSummary("终止订阅，尚未送达的不再发送（仅限本机）")
            .WithTags("subscriptions")
            .Produces<SubscriptionLine>(StatusCodes.Status200OK)
            .WithProblems(400, 403, 404, 421, 500, 503)
            .WithMetadata(LoopbackOnly.Required);
    }

    private static async Task<SubscriptionsAnswer> All(LedgerSystem ledger, CancellationToken cancellation) =>
        new([.. (await ledger.Subscribers.All(cancellation)).Select(SubscriptionLine.Of)]);

    private static async Task<IResult> Add(HttpContext context, LedgerSystem ledger)
    {
        var (asked, wrong) = await CommandBody.Read<NewSubscription>(context.Request, context.RequestAborted);
        if (wrong is not null)
            return new ProblemResult(wrong);
        if (!SubscriptionRequest.TryParseFrom(asked!.From ?? SubscriptionRequest.FromNow, out var from))
            return Refused(SubscriptionProblem.From);

        var request = new SubscriptionRequest(asked.Address, asked.Facts, from);
        var answer = await ledger.Subscribers.Add(request, context.RequestAborted);
        if (answer is SubscriptionAnswer.Refused(var problem))
            return Refused(problem);
        var (subscription, secret) = (SubscriptionAnswer.Added)answer;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = $"{ApiRoutes.Prefix}{Pattern}";
        return Results.Json(
            new AddedSubscription(SubscriptionLine.Of(subscription), secret.Reveal()), AnswerJson.Options,
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> End(HttpContext context, LedgerSystem ledger)
    {
        var ended = Guid.TryParse(context.Request.RouteValues["subscription"]?.ToString(), out var id)
            ? await ledger.Subscribers.End(id, context.RequestAborted)
            : null;
        return ended is null
            ? new ProblemResult(KnownProblems.NotFound("subscription.not-found", "没有这个订阅。"))
            : Results.Json(SubscriptionLine.Of(ended), AnswerJson.Options);
    }

    private static ProblemResult Refused(SubscriptionProblem problem) => new(problem.Field is { } field
        ? KnownProblems.BadFields([new FieldError(field, problem.Code, problem.Zh)])
        : Problem.Of(StatusCodes.Status409Conflict, problem.Code, "订阅过多", problem.Zh));
}
