using Ledger.Application.Engines;
using Ledger.Host.Guards;
using Ledger.Host.Health;
using Ledger.Host.Pages;
using Ledger.Host.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Jurisdictions;

/// <summary>
/// Answers whoever no ledger answers: under a host name that is nobody's, and under one whose ledger is not open or has its hands full. It
/// has no database. To those who ask at an address it says how the process is, which is what balancers ask.
/// </summary>
internal static class Anteroom
{
    public static WebApplication Build(JurisdictionsOptions options, IReadOnlyList<ServedJurisdiction> served, IServer server)
    {
        var name = typeof(Anteroom).Assembly.GetName().Name;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = name });
        LedgerHost.AddLogging(builder, logging => logging.Services.AddSingleton(options.Logs));
        builder.Services.AddSingleton(server);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddRequestTimeouts(timeouts =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = HostLimits.RequestTimeout });

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseHeadAsGet();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.MapGet(ApiRoutes.Live, (Delegate)((HttpContext context) => HealthEndpoints.Answer(context, new LiveAnswer("live"), 200)));
        app.MapGet(ApiRoutes.Ready, (Delegate)((HttpContext context) =>
            context.Features.Get<ServedJurisdiction>() is { } one
                ? Task.FromResult(NotServed(context, one))
                : Process(context, options, served)));
        app.MapPageFiles();
        app.Map("/{**any}", (RequestDelegate)(context => new ProblemResult(Why(context)).ExecuteAsync(context)));
        return app;
    }

    private static Problem Why(HttpContext context) => context.Features.Get<ServedJurisdiction>() switch
    {
        null => KnownProblems.NoSuchHost,
        { Ledger: null } one => KnownProblems.LedgerUnavailable(one.RetryAfter),
        _ => KnownProblems.LedgerBusy,
    };

    /// <summary>In the form in which a ledger tells it itself.</summary>
    private static IResult NotServed(HttpContext context, ServedJurisdiction one)
    {
        var settings = one.Jurisdiction.Settings;
        var engine = EngineCatalog.Choose(settings.ReaderOf is null ? settings.Engine : EngineCatalog.OfReaders).Name;
        var reason = one.Ledger is null ? "账本尚未打开，或暂时无法打开" : "同时在办的请求过多";
        return HealthEndpoints.Answer(
            context, new ReadyAnswer("notReady", engine, false, null, [reason], [], null, null, null, settings.Node, null, null), 503);
    }

    /// <summary>Ready while one ledger is: a node that is taken out for one of them would take the others with it.</summary>
    private static async Task<IResult> Process(
        HttpContext context, JurisdictionsOptions options, IReadOnlyList<ServedJurisdiction> served)
    {
        var states = await Task.WhenAll(served.Select(async one => new JurisdictionState(one.Jurisdiction.Name, await one.Status())));
        var ready = states.Count(state => state.Status == JurisdictionStates.Ready);
        var isHere = LoopbackGuard.Judge(context.Connection.RemoteIpAddress, context.Request) is null;
        var answer = new ProcessAnswer(
            ready > 0 ? "ready" : "notReady", options.Node, ready, states.Length - ready, isHere ? states : null);
        return HealthEndpoints.Answer(context, answer, ready > 0 ? 200 : 503);
    }
}

/// <param name="Status">ready while one ledger is; notReady when none is.</param>
/// <param name="Ready">Ledgers that are ready.</param>
/// <param name="NotReady">Ledgers that are not.</param>
/// <param name="Jurisdictions">Which; only for those who ask from this machine.</param>
internal sealed record ProcessAnswer(
    string Status, string Node, int Ready, int NotReady, IReadOnlyList<JurisdictionState>? Jurisdictions);

internal sealed record JurisdictionState(string Name, string Status);

internal static class JurisdictionStates
{
    public const string Ready = "ready";
    public const string NotReady = "notReady";

    /// <summary>It is not open; the log says why.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Its database did not answer in time.</summary>
    public const string Silent = "silent";
}
