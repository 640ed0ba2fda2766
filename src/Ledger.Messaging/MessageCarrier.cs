using Microsoft.Extensions.Logging;

namespace Ledger.Messaging;

/// <summary>Claims messages that are due, and has each handled: so many at once, and of those that failed before only a share.</summary>
/// <param name="wait">Ends when something was sent by this process, or after a time.</param>
internal sealed class MessageCarrier(
    MessageClaims claims, MessageHandler handler, MessageOptions options, Func<TimeSpan, CancellationToken, Task> wait, TimeProvider time,
    ILogger log)
{
    private readonly List<(Task Task, bool Again)> running = [];
    private Task? knock;

    public async Task Run(CancellationToken cancellation)
    {
        var outage = new OutagePauses(options, time);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await Fill(cancellation);
                outage.Over();
                await Turn(cancellation);
            }
            catch (Exception) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                log.LogWarning("Messages cannot be taken from the database ({Error}); waiting {Seconds} s",
                    FailureText.Of(error), outage.Next.TotalSeconds);
                await outage.Wait(cancellation);
            }
        }

        // None of them fails: what a handling comes to is its message's business.
        await Task.WhenAll(running.Select(one => one.Task));
    }

    private async Task Fill(CancellationToken cancellation)
    {
        running.RemoveAll(one => one.Task.IsCompleted);
        var free = options.AtOnce - running.Count;
        if (free == 0)
            return;
        var again = Math.Max(0, options.AgainAtOnce - running.Count(one => one.Again));
        foreach (var message in await claims.Take(free, again, cancellation))
            running.Add((Task.Run(() => handler.Handle(message, cancellation), CancellationToken.None), message.Attempt > 1));
    }

    /// <summary>Until there may be something to do: a handling has ended, something was sent, or it is time to look.</summary>
    private async Task Turn(CancellationToken cancellation)
    {
        var handlings = running.Select(one => one.Task);
        if (running.Count == options.AtOnce)
        {
            await Task.WhenAny(handlings);
            return;
        }

        // Kept from turn to turn: a wait that was left behind would swallow the next knock.
        knock ??= wait(options.LookInterval, cancellation);
        await Task.WhenAny([knock, .. handlings]);
        if (knock.IsCompleted)
            knock = null;
    }
}
