using System.Diagnostics;
using Ledger.Application.Commands;
using Ledger.Application.Composition;
using Ledger.Host.Guards;
using Ledger.Host.OpenApi;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Host.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Commands;

/// <summary>Takes commands: headers, path and body in, the desk's answer out.</summary>
public static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder routes, LedgerSystem ledger)
    {
        foreach (var route in CommandRoute.All)
        {
            routes.MapPost(ApiRoutes.Prefix + route.Pattern, (Delegate)((HttpContext context) => Take(context, route, ledger)))
                .WithName(route.OperationId)
                .WithSummary(route.Zh)
                .WithTags(route.Pattern.Split('/')[1])
                .Accepts(route.Command, "application/json")
                .Produces<CommandReceipt>(StatusCodes.Status201Created)
                .Produces<CommandReceipt>(StatusCodes.Status200OK)
                .WithProblems(400, 403, 404, 409, 412, 413, 415, 421, 422, 500, 503)
                .WithMetadata(LoopbackOnly.Required, new CommandDescription(route));
        }
    }

    private static async Task<IResult> Take(HttpContext context, CommandRoute route, LedgerSystem ledger)
    {
        var (asked, wrongHeaders) = CommandHeaders.Read(context.Request.Headers, CorrelationOf(context));
        if (wrongHeaders is not null)
            return new ProblemResult(wrongHeaders);

        var path = PathIds.Of(context.Request.RouteValues);
        var (command, wrongBody) = await CommandBody.Read(context.Request, route.Command, path, context.RequestAborted);
        if (wrongBody is not null)
            return new ProblemResult(wrongBody);

        var answer = await ledger.Desk.Handle(command!, asked!, context.RequestAborted);
        if (AnswerProblems.Of(answer) is { } problem)
            return new ProblemResult(problem);
        return Receipt(context.Response, (CommandAnswer.Done)answer, CommandRoute.Location(path));
    }

    /// <summary>201 for a command that left facts, now or when it was first sent; 200 where all of it stood there before.</summary>
    private static IResult Receipt(HttpResponse response, CommandAnswer.Done done, string location)
    {
        response.Headers.ETag = EntityTags.OfVersion(done.Version);
        response.Headers.CacheControl = "no-store";
        if (done.Facts == 0)
            return Results.Json(CommandReceipt.Of(done), AnswerJson.Options);
        response.Headers.Location = location;
        if (done.Repeated)
            response.Headers[CommandHeaders.IdempotencyReplayed] = "true";
        return Results.Json(CommandReceipt.Of(done), AnswerJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static string CorrelationOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
