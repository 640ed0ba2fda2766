using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.EventStore;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Pages;

/// <summary>Where a page at a position goes on to: to the stream's next recording, or to what is known now where there is none.</summary>
internal static class LaterRecording
{
    public static async Task<IResult> Of(HttpContext context, LedgerSystem ledger, string stream, string path, IResult notFound)
    {
        var (validAt, knownAt, problem) = Asked.TwoTimes(context.Request.Query);
        if (problem is not null)
            return new ProblemResult(problem);
        var slice = await ledger.Store.ReadStream(stream, UpTo.Now, context.RequestAborted);
        if (slice.Version == 0)
            return notFound;
        var position = knownAt is null ? long.MaxValue : await knownAt.Resolve(ledger.Store, context.RequestAborted);
        var next = slice.Events.FirstOrDefault(recorded => recorded.Position > position);
        return Results.Redirect(
            new TimeLinks(path, validAt, next is null ? null : KnownAt.AtPosition(next.Position)).Here);
    }
}
