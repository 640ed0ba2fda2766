using Ledger.Application.Composition;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Pages;

/// <summary>The page about the sealing: for whoever wants to know why this ledger can be believed, and how to find out.</summary>
internal static class LogPages
{
    public static async Task<IResult> One(HttpContext context, LedgerSystem ledger)
    {
        if (Asked.Nothing(context.Request.Query) is { } problem)
            return new ProblemResult(problem);
        return PageResult.Of<LogPage>(
            (nameof(LogPage.Origin), ledger.Log.Identity.Origin),
            (nameof(LogPage.Head), await ledger.Store.Head(context.RequestAborted)),
            (nameof(LogPage.Latest), await ledger.Log.Latest(context.RequestAborted)),
            (nameof(LogPage.Keys), await ledger.Log.Keys(context.RequestAborted)));
    }
}
