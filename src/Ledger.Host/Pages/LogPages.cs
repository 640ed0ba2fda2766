using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Pages;

/// <summary>The page about the sealing: for whoever wants to know why this ledger can be believed, and how to find out.</summary>
internal static class LogPages
{
    /// <summary>
    /// How far facts on a page have their proofs. Null at a fixed position, where the page is the same for ever: what it shows is sealed,
    /// or will be within seconds.
    /// </summary>
    public static async Task<long?> SealedTo(LedgerSystem ledger, Moment at, CancellationToken cancellation) =>
        at.IsFixed ? null : (await ledger.Log.Latest(cancellation))?.Size ?? 0;

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
