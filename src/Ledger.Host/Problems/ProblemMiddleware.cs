using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Problems;

/// <summary>Gives every error that has no words yet its problem details. No stack trace and no exception text leaves the service.</summary>
public sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await Tell(context, KnownProblems.OfStatus(bad.StatusCode));
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // Timed out by us, or the caller has gone; then nobody reads this.
            await Tell(context, KnownProblems.OfStatus(StatusCodes.Status503ServiceUnavailable));
            return;
        }
        catch (DbException error) when (!context.Response.HasStarted && IsUnavailable(error))
        {
            log.LogWarning("The database did not answer ({Kind}, {SqlState})", error.GetType().Name, error.SqlState);
            await Tell(context, KnownProblems.DatabaseUnavailable);
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            // The route's pattern and not the address: an address may carry what a person typed.
            log.LogError(error, "A request to {Route} failed", context.GetEndpoint()?.DisplayName ?? "(no route)");
            await Tell(context, KnownProblems.OfStatus(StatusCodes.Status500InternalServerError));
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            await Tell(context, KnownProblems.OfStatus(context.Response.StatusCode));
    }

    /// <summary>
    /// No connection, no such database, no room, shutting down: SQLSTATE 08, 28, 3D, 53, 57, or none at all. And no writes, on a server
    /// that has become a standby or is set to be read only: 25006, and 55000 for locks there and for a database that lets nobody in. The
    /// ledger's own triggers refuse with other codes (LG).
    /// </summary>
    private static bool IsUnavailable(DbException error) =>
        error.IsTransient || error.SqlState is null or "25006" or "55000" || error.SqlState[..2] is "08" or "28" or "3D" or "53" or "57";

    private static Task Tell(HttpContext context, Problem problem)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        return new ProblemResult(problem).ExecuteAsync(context);
    }
}
