using Ledger.Application.Jurisdictions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Ledger.Host.Jurisdictions;

/// <summary>
/// Several ledgers behind one listening server, told apart by host name. Each is a whole application on a database, a home and a log of
/// its own; they share the process, its listener and its limits, and nothing else (src/decisions/0020).
/// </summary>
public sealed class JurisdictionsHost : IAsyncDisposable
{
    private readonly IReadOnlyList<ServedJurisdiction> served;
    private readonly KestrelServer server;
    private readonly HandedServer desk = new(HostLimits.Connections);
    private readonly WebApplication anteroom;
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public JurisdictionsHost(JurisdictionsOptions options, IReadOnlyList<Jurisdiction> jurisdictions)
    {
        served = [.. jurisdictions.Select(jurisdiction => new ServedJurisdiction(jurisdiction, options))];
        anteroom = Anteroom.Build(options, served, desk);
        var limits = new KestrelServerOptions();
        LedgerHost.Limit(limits, options.Url);
        // Not the server of a web application: its context would be made for every request before the ledger's own, and found there.
        server = new KestrelServer(
            Options.Create(limits), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), options.Logs), options.Logs);
    }

    /// <summary>Where it listens, once it has started.</summary>
    public Uri Url => new(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>Ends when each ledger is open or could not be opened for the first time.</summary>
    public Task Tried => Task.WhenAll(served.Select(one => one.Tried));

    /// <summary>Each ledger with the position of its head; null where it is not served, or its database does not answer.</summary>
    public async Task<IReadOnlyList<(Jurisdiction Jurisdiction, long? Head)>> Heads(CancellationToken cancellation) =>
        await Task.WhenAll(served.Select(async one => (one.Jurisdiction, await one.Head(cancellation))));

    /// <summary>Listens at once; what is not open yet is answered 503. The ledgers are opened beside one another.</summary>
    /// <exception cref="IOException">It cannot listen there.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        await anteroom.StartAsync(cancellation);
        await server.StartAsync(new HostRouter(served, desk), cancellation);
        running = Task.WhenAll(served.Select(one => one.Run(Url, stopping.Token)));
    }

    /// <summary>Takes no more requests, lets those under way end, and then stops every ledger in its own time.</summary>
    public async Task Stop()
    {
        using (var patience = new CancellationTokenSource(HostLimits.ShutdownTimeout))
            await server.StopAsync(patience.Token);
        await stopping.CancelAsync();
        await running;
        await anteroom.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        server.Dispose();
        await anteroom.DisposeAsync();
        stopping.Dispose();
    }
}
