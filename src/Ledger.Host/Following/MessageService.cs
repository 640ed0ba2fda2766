using Ledger.Application.Composition;
using Ledger.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Following;

/// <summary>
/// Sends what follows from the log and carries messages to their handlers, for as long as the service runs. Several services on one
/// database share the work.
/// </summary>
public sealed class MessageService(LedgerSystem ledger, ILogger<MessageService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Keep("What follows from the log", Follow, stoppingToken),
        Keep("The carrier of messages", ledger.Messages.Run, stoppingToken));

    private async Task Follow(CancellationToken cancellation)
    {
        var position = await ledger.Reactions.CatchUp(cancellation);
        await ledger.Store.WaitBeyond(position, HostLimits.ReactionsWait, cancellation);
    }

    /// <summary>Again and again until stopped; after failures with growing pauses. One that fails leaves the other alone.</summary>
    private async Task Keep(string what, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        // The service starts on the way to the first wait; a database that answers at once would otherwise keep it.
        await Task.Yield();
        var pause = HostLimits.FollowRetry;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(stopping);
                pause = HostLimits.FollowRetry;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogError("{What} has stopped: {Error}; trying again in {Seconds} s", what, FailureText.Of(error), pause.TotalSeconds);
                await Task.Delay(pause, ledger.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < HostLimits.FollowRetryLongest ? pause * 2 : HostLimits.FollowRetryLongest;
            }
        }
    }
}
