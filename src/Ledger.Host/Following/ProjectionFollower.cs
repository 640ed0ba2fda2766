using Ledger.Application.Composition;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Following;

/// <summary>Keeps the read models up with the ledger while it is this node's turn.</summary>
public sealed class ProjectionFollower(LedgerSystem ledger, TurnKeeper turn, ILogger<ProjectionFollower> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new KeptGoing(ledger.Time, Stopped).Run(stopping => turn.During(Follow, stopping), stoppingToken);

    private async Task Follow(CancellationToken cancellation)
    {
        await ledger.Projections.Prepare(cancellation);
        await ledger.Projections.Run(Failed, cancellation);
    }

    private void Stopped(Exception error, TimeSpan pause) =>
        log.LogError(error, "The read models cannot follow the ledger; trying again in {Seconds} s", pause.TotalSeconds);

    private void Failed(Exception error) =>
        log.LogWarning("The database did not answer the read models ({Kind}); waiting", error.GetType().Name);
}
