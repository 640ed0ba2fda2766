using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Tests.Following;

/// <summary>A subscriber's server on a port of this machine: keeps the ids of what it was told, and can be slow to answer.</summary>
public sealed class NoticeBoard : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> told = new();

    private NoticeBoard()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
            server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        app = builder.Build();
        app.Run(async context =>
        {
            told.Enqueue(context.Request.Headers["webhook-id"].ToString());
            await Answering.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Response.StatusCode = 204;
        });
    }

    /// <summary>What it waits for before it answers; nothing, unless said.</summary>
    public Task Answering { get; set; } = Task.CompletedTask;

    public IReadOnlyList<string> Told => [.. told];

    public string Address => app.Urls.First();

    public static async Task<NoticeBoard> Start()
    {
        var board = new NoticeBoard();
        await board.app.StartAsync();
        return board;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }
}
