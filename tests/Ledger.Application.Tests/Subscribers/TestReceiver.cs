using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Application.Tests.Subscribers;

/// <summary>A request as it came over the wire.</summary>
public sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Header(string name) => Headers[name];
}

/// <summary>A subscriber's server, speaking HTTP on a port of this machine.</summary>
public sealed class TestReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = [];

    private TestReceiver(int port, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(server =>
            server.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                    listen.UseHttps(certificate);
            }));
        app = builder.Build();
        app.Run(Take);
    }

    /// <summary>What it answers; 204 when nothing else is said.</summary>
    public Func<HttpContext, Received, Task> Answer { get; set; } = (context, _) => Status(context, 204);

    public IReadOnlyList<Received> All => [.. received];

    public Uri Address => new(new Uri(app.Urls.First()), "/notices?token=hidden-in-the-query");

    public int Port => Address.Port;

    public static async Task<TestReceiver> Start(int port = 0, X509Certificate2? certificate = null)
    {
        var receiver = new TestReceiver(port, certificate);
        await receiver.app.StartAsync();
        return receiver;
    }

    public static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new Received(context.Request.Method, context.Request.Path, headers, body.ToArray());
        received.Enqueue(request);
        await Answer(context, request);
    }
}
