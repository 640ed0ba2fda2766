using Ledger.Application.Composition;
using Ledger.Application.TwoTimes;
using Ledger.EventStore;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Host.Requests;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Pages;

/// <summary>Where a page at a position goes on to: to the stream's next recording, or to what is known now where there is none.</summary>
internal static class LaterRecording
{
    public static async Task<IResult> Of(HttpContext context, LedgerSystem ledger, string stream, string path, IResult notFound)
    {
        var read = new QueryReader(context.Request.Query);
        var (validAt, knownAt) = (read.Day(Asked.ValidAt.Name), read.KnownAt(Asked.KnownAt.Name));
        var (at, problem) = await Asked.Settle(read, validAt, knownAt, ledger, context.RequestAborted);
        if (at is null)
            return new ProblemResult(problem!);
        var slice = await ledger.Store.ReadStream(stream, UpTo.Now, context.RequestAborted);
        if (slice.Version == 0)
            return notFound;
        var position = at.Position ?? long.MaxValue;
        var next = slice.Events.FirstOrDefault(recorded => recorded.Position > position);
        return Results.Redirect(
            new TimeLinks(path, validAt, next is null ? null : KnownAt.AtPosition(next.Position)).Here);
    }
}
