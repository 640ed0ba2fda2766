using System.Net;
using Ledger.Application.Composition;
using Ledger.Application.Nodes;
using Ledger.Host.Commands;
using Ledger.Host.Following;
using Ledger.Host.Guards;
using Ledger.Host.Health;
using Ledger.Host.Keeping;
using Ledger.Host.OpenApi;
using Ledger.Host.Pages;
using Ledger.Host.Problems;
using Ledger.Host.Queries;
using Ledger.Host.Requests;
using Ledger.Host.SealedLogs;
using Ledger.Host.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Host;

/// <summary>The service: the interface for programs, the pages, and the work in the background.</summary>
public static class LedgerHost
{
    /// <summary>Serves until cancelled, or until the process is told to stop; requests under way are given time to end.</summary>
    public static async Task Run(LedgerHostOptions options, LedgerSystem ledger, CancellationToken cancellation)
    {
        await using var app = Build(options, ledger);
        await app.StartAsync(cancellation);
        using var stop = cancellation.Register(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None);
    }

    /// <summary>The service on a ledger that the caller opens, and closes after it. Not started yet.</summary>
    public static WebApplication Build(LedgerHostOptions options, LedgerSystem ledger)
    {
        // Slim: no settings files, no user secrets and no environment variables that would change it unseen.
        var name = typeof(LedgerHost).Assembly.GetName().Name;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = name });
        AddLogging(builder, options.Logging);
        AddServer(builder, options);
        builder.Services.AddSingleton(ledger);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddSingleton(_ => new KeptAnswers(ledger, options.KeepsAnswers));
        builder.Services.ConfigureHttpJsonOptions(json => AnswerJson.Configure(json.SerializerOptions));
        builder.Services.AddRequestTimeouts(timeouts =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = HostLimits.RequestTimeout });
        builder.Services.AddLedgerOpenApi();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = HostLimits.ShutdownTimeout);
        AddBackgroundWork(builder.Services, options, ledger);

        var app = builder.Build();
        Wire(app, ledger);
        app.Lifetime.ApplicationStarted.Register(() => app.Logger.LogInformation(
            "Serving on {Addresses}. Until sign-in exists, writes and a person's hours are for this machine alone",
            string.Join(", ", app.Urls)));
        return app;
    }

    /// <summary>Stopped in the opposite order: the turn is given away when all work has ended.</summary>
    private static void AddBackgroundWork(IServiceCollection services, LedgerHostOptions options, LedgerSystem ledger)
    {
        var works = ledger.Replica is null ? options.Works : BackgroundWork.None;
        services.AddSingleton(new WorkTurn(ledger.Database, options.Node, works));
        services.AddSingleton<TurnKeeper>();
        if (works != BackgroundWork.None)
            services.AddHostedService(provider => provider.GetRequiredService<TurnKeeper>());
        if (works.HasFlag(BackgroundWork.ReadModels))
            services.AddHostedService<ProjectionFollower>();
        if (works.HasFlag(BackgroundWork.Messages))
            services.AddHostedService<MessageService>();
        if (works.HasFlag(BackgroundWork.Sealing))
            services.AddHostedService<SealingService>();
    }

    internal static void AddLogging(WebApplicationBuilder builder, Action<ILoggingBuilder>? given)
    {
        Filter(builder.Logging);
        if (given is { } configure)
            configure(builder.Logging);
        else
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
    }

    /// <summary>Which lines of the framework are written: none that could hold what a person typed.</summary>
    public static void Filter(ILoggingBuilder logging)
    {
        // The framework's own lines at this level hold addresses with what people typed into them: they are not written.
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.None);
        // It logs a failed request with its address; the problem middleware logs the route's pattern instead.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
    }

    private static void AddServer(WebApplicationBuilder builder, LedgerHostOptions options)
    {
        if (options.Server is { } given)
            builder.Services.AddSingleton(given);
        else
            builder.WebHost.UseKestrelCore().ConfigureKestrel(server => Limit(server, options.Url));
    }

    internal static void Limit(KestrelServerOptions server, Uri url)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = HostLimits.DrainedBytes;
        server.Limits.MaxRequestLineSize = HostLimits.RequestLineBytes;
        server.Limits.MaxRequestHeadersTotalSize = HostLimits.RequestHeadersBytes;
        server.Limits.MaxConcurrentConnections = HostLimits.Connections;
        server.Limits.RequestHeadersTimeout = HostLimits.RequestHeadersTimeout;
        Listen(server, url);
    }

    internal static void Listen(KestrelServerOptions server, Uri url)
    {
        Action<ListenOptions> protocol = listen => listen.Protocols = HttpProtocols.Http1;
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
            server.Listen(address, url.Port, protocol);
        else if (url.IsLoopback)
            server.ListenLocalhost(url.Port, protocol);
        else
            server.ListenAnyIP(url.Port, protocol);
    }

    private static void Wire(WebApplication app, LedgerSystem ledger)
    {
        app.UseSecurityHeaders();
        app.UseHeadAsGet();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseCleanAddress(ledger.Time);
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseReaderGuard(ledger.Replica);
        app.UseLoopbackGuard();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapCommands(ledger);
        var kept = app.Services.GetRequiredService<KeptAnswers>();
        app.MapQueries(ledger, kept);
        app.MapSubscriptions(ledger);
        app.MapLog(ledger);
        app.MapHealth(ledger, app.Services.GetRequiredService<WorkTurn>());
        app.MapPages(ledger, kept);
        app.MapPageFiles();
    }

    /// <summary>HEAD is GET without the body (RFC 9110 section 9.3.2). The server remembers the method and sends none.</summary>
    internal static void UseHeadAsGet(this WebApplication app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    });
}
