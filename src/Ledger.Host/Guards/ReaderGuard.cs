using Ledger.Application.Nodes;
using Ledger.Host.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Guards;

/// <summary>
/// A node that reads from a standby takes no writes: it says where they go. It does not pass them on, for what is only for the machine of
/// the ledger would then come from this one.
/// </summary>
public static class ReaderGuard
{
    public static IApplicationBuilder UseReaderGuard(this IApplicationBuilder app, Replica? replica) => app.Use(async (context, next) =>
    {
        var method = context.Request.Method;
        if (replica is null || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            await next(context);
        else
            await new ProblemResult(KnownProblems.OnlyReads(replica.Primary)).ExecuteAsync(context);
    });
}
