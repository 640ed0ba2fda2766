using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledger.Cluster.Tests;

/// <summary>A system that is told of each fact, and drops what it has had before by its webhook-id, as the README asks of it.</summary>
public sealed class Subscriber : IAsyncDisposable
{
    private readonly WebApplication app;
    private int came;

    private Subscriber()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
            server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        app = builder.Build();
        app.Run(async context =>
        {
            using var told = await JsonDocument.ParseAsync(context.Request.Body);
            var position = long.Parse(told.RootElement.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture);
            Interlocked.Increment(ref came);
            Told.TryAdd(context.Request.Headers["webhook-id"].ToString(), position);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
    }

    /// <summary>Positions by the delivery's id.</summary>
    public ConcurrentDictionary<string, long> Told { get; } = new();

    /// <summary>Deliveries that had come before.</summary>
    public int Again => came - Told.Count;

    public string Address => app.Urls.First();

    public static async Task<Subscriber> Start()
    {
        var subscriber = new Subscriber();
        await subscriber.app.StartAsync();
        return subscriber;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
