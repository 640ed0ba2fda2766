using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Ledger.Messaging;

/// <summary>Brings a claimed message to its handler, and ends it: done, to be tried again, or dead. Never throws.</summary>
internal sealed class MessageHandler(
    MessageHandling handle, MessageClaims claims, MessageOptions options, TimeProvider time, ILogger log)
{
    private const string LostEachTime = "It was lost with its process, or outlived its claim, at every try.";

    private readonly string late =
        string.Create(CultureInfo.InvariantCulture, $"It was not done within {options.HandlingTime.TotalSeconds} s.");

    public async Task Handle(DeliveredMessage message, CancellationToken stopping)
    {
        try
        {
            if (stopping.IsCancellationRequested)
                await claims.Release(message);
            else if (message.Attempt > options.Tries)
                await End(message, () => claims.Bury(message, LostEachTime), stopping);
            else
                await Try(message, stopping);
        }
        catch (Exception error)
        {
            // The claim ends by itself, and the message comes up again.
            log.LogError("Message {Message} {Type} could not be ended: {Error}", message.Id, message.Type, FailureText.Of(error));
        }
    }

    private async Task Try(DeliveredMessage message, CancellationToken stopping)
    {
        var limit = new CancellationTokenSource(options.HandlingTime, time);
        var patience = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        await using var stop = stopping.Register(() => patience.CancelAfter(options.StoppingTime));
        var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        var handling = Task.Run(() => handle(message, either.Token), CancellationToken.None);
        try
        {
            var following = await handling.WaitAsync(patience.Token);
            if (MessageSender.Fault(following) is { } fault)
                throw new MessageFailedException(fault);
            await End(message, () => claims.Done(message, following), stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Stopped, not failed. One that does not stop keeps its claim, so that nobody handles it beside itself.
            if (handling.IsCompleted)
                await claims.Release(message);
        }
        catch (Exception error)
        {
            await Failed(message, limit.IsCancellationRequested && error is OperationCanceledException ? late : FailureText.Of(error),
                error, stopping);
        }

        LetGo(handling, either, patience, limit);
    }

    /// <summary>
    /// Once the handler is done: one that goes on past its time may still look at its token. Kept any longer, each message's would hang
    /// on the token of the whole run. What an abandoned handler comes to has been told already.
    /// </summary>
    private static void LetGo(Task handling, params CancellationTokenSource[] sources) => _ = handling.ContinueWith(
        done =>
        {
            _ = done.Exception;
            foreach (var source in sources)
                source.Dispose();
        },
        CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private async Task Failed(DeliveredMessage message, string text, Exception error, CancellationToken stopping)
    {
        // Names of methods, and nothing that they were called with.
        log.LogDebug("Message {Message} failed at {Trace}", message.Id, error.StackTrace);
        if (message.Attempt >= options.Tries)
        {
            log.LogError("Message {Message} {Type} failed at try {Attempt}, the last: {Error}",
                message.Id, message.Type, message.Attempt, text);
            await End(message, () => claims.Bury(message, text), stopping);
            return;
        }

        var pause = options.Pauses[message.Attempt - 1];
        log.LogWarning("Message {Message} {Type} failed at try {Attempt}, next in {Seconds} s: {Error}",
            message.Id, message.Type, message.Attempt, pause.TotalSeconds, text);
        await End(message, () => claims.TryAgain(message, pause, text), stopping);
    }

    /// <summary>Writes what a handling came to. A database that does not answer is waited for as long as the claim holds.</summary>
    private async Task End(DeliveredMessage message, Func<Task<bool>> write, CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        var outage = new OutagePauses(options, time);
        while (true)
        {
            try
            {
                if (!await write())
                    log.LogWarning("Message {Message} {Type} was ended elsewhere: its claim had run out", message.Id, message.Type);
                return;
            }
            catch (Exception error) when (
                OutagePauses.IsOutage(error) && !stopping.IsCancellationRequested && time.GetElapsedTime(began) < options.Lease)
            {
                await outage.Wait(stopping);
            }
        }
    }
}
