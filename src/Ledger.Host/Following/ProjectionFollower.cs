using Ledger.Application.Composition;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Following;

/// <summary>Keeps the read models up with the ledger for as long as the service runs.</summary>
public sealed class ProjectionFollower(LedgerSystem ledger, ILogger<ProjectionFollower> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = HostLimits.FollowRetry;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ledger.Projections.Prepare(stoppingToken);
                await ledger.Projections.Run(Failed, stoppingToken);
                return;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // A defect in one read model must not end the service: the others' readers, and all writers, go on.
                log.LogError(error, "The read models cannot follow the ledger; trying again in {Seconds} s", pause.TotalSeconds);
                await Task.Delay(pause, ledger.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < HostLimits.FollowRetryLongest ? pause * 2 : HostLimits.FollowRetryLongest;
            }
        }
    }

    private void Failed(Exception error) =>
        log.LogWarning("The database did not answer the read models ({Kind}); waiting", error.GetType().Name);
}
