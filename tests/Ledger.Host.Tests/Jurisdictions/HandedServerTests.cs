using System.Net;
using Ledger.Host.Jurisdictions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ledger.Host.Tests.Jurisdictions;

/// <summary>
/// A whole application behind a server that hands it its requests, over real HTTP: what the connection knows comes with them.
/// </summary>
public sealed class HandedServerTests : IAsyncLifetime
{
    private const int Most = 2;

    private readonly HandedServer handed = new(Most);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KestrelServer server;
    private readonly WebApplication app;
    private readonly HttpClient client = new();

    public HandedServerTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IServer>(handed);
        builder.Services.AddRoutingCore();
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromMilliseconds(300),
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        });
        app = builder.Build();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.MapGet("/slow", (RequestDelegate)(context => Task.Delay(Timeout.Infinite, context.RequestAborted)));
        app.MapGet("/left", (RequestDelegate)Left).DisableRequestTimeout();
        app.MapGet("/waits", (RequestDelegate)(_ => goOn.Task)).DisableRequestTimeout();
        app.MapGet("/who", (RequestDelegate)(context => context.Response.WriteAsync($"{context.Connection.RemoteIpAddress}")));
        app.MapPost("/body", (RequestDelegate)Body);

        var options = new KestrelServerOptions();
        LedgerHost.Limit(options, new Uri("http://127.0.0.1:0"));
        server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    public async Task InitializeAsync()
    {
        await app.StartAsync();
        await server.StartAsync(new All(handed), CancellationToken.None);
        client.BaseAddress = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public async Task DisposeAsync()
    {
        goOn.TrySetResult();
        client.Dispose();
        await server.StopAsync(CancellationToken.None);
        server.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_request_has_its_time_and_no_more()
    {
        using var answer = await client.GetAsync("/slow");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_caller_who_leaves_ends_the_work()
    {
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Should.ThrowAsync<OperationCanceledException>(() => client.GetAsync("/left", leaving.Token));

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task The_connection_is_the_callers() => (await client.GetStringAsync("/who")).ShouldBe("127.0.0.1");

    [Fact]
    public async Task A_body_over_the_servers_limit_is_cut_off()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/body");
        request.Content = new ByteArrayContent(new byte[HostLimits.DrainedBytes + 1]);
        // So that it is not under way when the connection is closed on it.
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task No_more_are_taken_than_may_be_under_way_and_those_are_let_end()
    {
        // One more than may be under way: the one that is answered is the one that was not taken.
        var waiting = Enumerable.Range(0, Most + 1).Select(_ => client.GetAsync("/waits")).ToList();
        var refused = await Task.WhenAny(waiting);
        waiting.Remove(refused);
        (await refused).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        var stopping = app.StopAsync();
        await Task.Delay(100);
        stopping.IsCompleted.ShouldBeFalse();
        goOn.SetResult();
        foreach (var each in waiting)
            (await each).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stopping;
        (await client.GetAsync("/who")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private async Task Left(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        gone.TrySetResult();
    }

    private static async Task Body(HttpContext context)
    {
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException bad)
        {
            context.Response.StatusCode = bad.StatusCode;
        }
    }

    /// <summary>Hands over all that it takes, and refuses the rest.</summary>
    private sealed class All(HandedServer handed) : IHttpApplication<HandedRequest>
    {
        public HandedRequest CreateContext(IFeatureCollection contextFeatures) =>
            handed.TryBegin(contextFeatures) ?? new Refused(contextFeatures);

        public Task ProcessRequestAsync(HandedRequest context) => context.Process();

        public void DisposeContext(HandedRequest context, Exception? exception) => context.End(exception);
    }

    private sealed class Refused(IFeatureCollection features) : HandedRequest
    {
        public override Task Process()
        {
            features.GetRequiredFeature<IHttpResponseFeature>().StatusCode = StatusCodes.Status429TooManyRequests;
            return Task.CompletedTask;
        }

        public override void End(Exception? error) { }
    }
}
