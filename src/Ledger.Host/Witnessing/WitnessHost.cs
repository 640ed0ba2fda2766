using Ledger.Transparency.Witnesses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Witnessing;

/// <summary>
/// A witness over HTTP (C2SP tlog-witness): a service of its own, with no ledger and no database, on another machine than the logs it
/// watches. Submission and monitoring have the same prefix.
/// </summary>
public static class WitnessHost
{
    /// <summary>Not started yet.</summary>
    /// <param name="url">Where it listens. Port 0 takes a free one.</param>
    public static WebApplication Build(Uri url, Witness witness, Action<ILoggingBuilder> logging)
    {
        var name = typeof(WitnessHost).Assembly.GetName().Name;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = name });
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        logging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = WitnessLimits.BodyBytes;
            server.Limits.MaxRequestLineSize = HostLimits.RequestLineBytes;
            server.Limits.MaxRequestHeadersTotalSize = HostLimits.RequestHeadersBytes;
            server.Limits.MaxConcurrentConnections = HostLimits.Connections;
            server.Limits.RequestHeadersTimeout = HostLimits.RequestHeadersTimeout;
            LedgerHost.Listen(server, url);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddRequestTimeouts(timeouts =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = HostLimits.RequestTimeout });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = HostLimits.ShutdownTimeout);

        var app = builder.Build();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.MapPost(AddCheckpointRequest.Path, (RequestDelegate)(context => AddCheckpoint(context, witness, app.Logger)));
        app.MapGet("/{origin}/checkpoint", (RequestDelegate)(context => Latest(context, witness, app.Logger)));
        return app;
    }

    private static Task AddCheckpoint(HttpContext context, Witness witness, ILogger log) => Answer(context, log, async () =>
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        // Once it is read, it is carried out: a caller who hangs up must not leave a step half thought of.
        return await witness.AddCheckpoint(body.ToArray(), CancellationToken.None);
    });

    private static Task Latest(HttpContext context, Witness witness, ILogger log) => Answer(context, log, () =>
        witness.Latest((string?)context.Request.RouteValues["origin"] ?? "", context.RequestAborted));

    private static async Task Answer(HttpContext context, ILogger log, Func<Task<WitnessAnswer>> work)
    {
        try
        {
            var answer = await work();
            await Write(context, answer.Status, answer.ContentType, answer.Body);
        }
        catch (WitnessMemoryException error)
        {
            log.LogError("{Problem}", error.Message);
            const string Words = "The witness cannot keep or read its state and signs nothing.\n";
            await Write(context, StatusCodes.Status503ServiceUnavailable, PlainText, Words);
        }
        catch (BadHttpRequestException error)
        {
            await Write(context, error.StatusCode, PlainText, $"The body is incomplete or over {WitnessLimits.BodyBytes} bytes.\n");
        }
    }

    private const string PlainText = "text/plain; charset=utf-8";

    private static Task Write(HttpContext context, int status, string contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(body);
    }
}
