namespace Ledger.Host.Following;

/// <summary>
/// Work that goes on until the service stops: again and again, and after failures with growing pauses, which are short again once it has
/// gone well for as long as the longest of them. A defect in one such work must not end the service: the others go on.
/// </summary>
/// <param name="failed">Hears of each failure and of the pause after it.</param>
/// <param name="longest">The longest pause.</param>
internal sealed class KeptGoing(TimeProvider time, Action<Exception, TimeSpan> failed, TimeSpan longest)
{
    public KeptGoing(TimeProvider time, Action<Exception, TimeSpan> failed) : this(time, failed, HostLimits.FollowRetryLongest) { }

    /// <returns>When the service stops, and never with a failure.</returns>
    public async Task Run(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        // The service starts on the way to the first wait; a database that answers at once would otherwise keep it.
        await Task.Yield();
        var pause = HostLimits.FollowRetry;
        while (!stopping.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
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
                if (time.GetElapsedTime(started) > longest)
                    pause = HostLimits.FollowRetry;
                failed(error, pause);
                await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < longest ? pause * 2 : longest;
            }
        }
    }
}
