using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Jurisdictions;

/// <summary>
/// A server that does not listen: requests are handed to it by <see cref="HostRouter"/>, with the features of the connection that they
/// came on. So each ledger is the whole application that it is alone, and knows nothing of the others.
/// </summary>
/// <param name="most">Requests under way at once.</param>
internal sealed class HandedServer(int most) : IServer
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private Func<IFeatureCollection, HandedRequest>? begin;
    private int underWay;

    /// <summary>With the addresses under which it is reached, for the line that says where it serves.</summary>
    public HandedServer(int most, IEnumerable<string> addresses) : this(most)
    {
        var told = new ServerAddressesFeature();
        foreach (var address in addresses)
            told.Addresses.Add(address);
        Features.Set<IServerAddressesFeature>(told);
    }

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Takes a request, or does not.</summary>
    /// <returns>Null while it does not serve, or as many are under way as may be.</returns>
    public HandedRequest? TryBegin(IFeatureCollection features)
    {
        // Counted before the look: who stops it either sees this one under way, or has already taken away what begins it.
        var counted = Interlocked.Increment(ref underWay);
        HandedRequest? request = null;
        try
        {
            return request = counted <= most ? Volatile.Read(ref begin)?.Invoke(features) : null;
        }
        finally
        {
            if (request is null)
                Ended();
        }
    }

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        Volatile.Write(ref begin, features => new Request<TContext>(application, application.CreateContext(features), Ended));
        return Task.CompletedTask;
    }

    /// <summary>Takes no more, and lets those under way end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref begin, null);
        while (Volatile.Read(ref underWay) > 0 && !cancellationToken.IsCancellationRequested)
            await Task.Delay(Pause, CancellationToken.None);
    }

    public void Dispose() { }

    private void Ended() => Interlocked.Decrement(ref underWay);

    private sealed class Request<TContext>(IHttpApplication<TContext> application, TContext context, Action ended) : HandedRequest
        where TContext : notnull
    {
        public override Task Process() => application.ProcessRequestAsync(context);

        public override void End(Exception? error)
        {
            try
            {
                application.DisposeContext(context, error);
            }
            finally
            {
                ended();
            }
        }
    }
}

/// <summary>A request at the application that it was handed to.</summary>
internal abstract class HandedRequest
{
    public abstract Task Process();

    public abstract void End(Exception? error);
}
