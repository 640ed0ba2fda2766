using System.Globalization;
using System.Reflection;
using Ledger.Application.Messages;
using Ledger.Messaging;
using Microsoft.Extensions.Logging;
using Wolverine;

namespace Ledger.Marten.Messages;

/// <summary>
/// Wolverine's policy for every exception of a handler: the row says what it comes to, and the envelope follows the row. A database
/// that does not answer is waited for, as long as the claim holds.
/// </summary>
internal sealed class MessageFailures(RowClaims claims, MessageOptions options, ILogger log, CancellationToken stopping)
{
    private readonly string late =
        string.Create(CultureInfo.InvariantCulture, $"It was not done within {options.HandlingTime.TotalSeconds} s.");

    public async ValueTask Handle(IEnvelopeLifecycle lifecycle, Exception error)
    {
        var began = TimeProvider.System.GetTimestamp();
        var outage = new OutagePauses(options, TimeProvider.System);
        while (true)
        {
            try
            {
                await Try(lifecycle, error);
                return;
            }
            catch (Exception lost) when (OutagePauses.IsOutage(lost) && !stopping.IsCancellationRequested
                && TimeProvider.System.GetElapsedTime(began) < options.Lease)
            {
                await outage.Wait(stopping);
            }
        }
    }

    private async Task Try(IEnvelopeLifecycle lifecycle, Exception error)
    {
        var envelope = lifecycle.Envelope!;
        var attempt = MessageSteps.AttemptOf(envelope);
        if (error is TooEarlyException early)
            await lifecycle.ReScheduleAsync(early.At);
        else if (attempt == 0)
            // The row could not be asked for, so nothing has been tried.
            await lifecycle.ReScheduleAsync(TimeProvider.System.GetUtcNow() + options.OutagePause);
        else if (stopping.IsCancellationRequested)
            // Stopped, not failed.
            await PutOff(lifecycle, await claims.Claimed.Release(envelope.Id, attempt));
        else
            await Failed(lifecycle, envelope, attempt, error is OperationCanceledException ? late : FailureText.Of(error));
    }

    private async Task Failed(IEnvelopeLifecycle lifecycle, Envelope envelope, int attempt, string text)
    {
        if (attempt < options.Tries)
        {
            var pause = options.Pauses[attempt - 1];
            log.LogWarning("Message {Message} {Type} failed at try {Attempt}, next in {Seconds} s: {Error}",
                envelope.Id, AliasOf(envelope), attempt, pause.TotalSeconds, text);
            await PutOff(lifecycle, await claims.Claimed.TryAgain(envelope.Id, attempt, pause, text));
            return;
        }

        log.LogError("Message {Message} {Type} failed at try {Attempt}, the last: {Error}",
            envelope.Id, AliasOf(envelope), attempt, text);
        if (await claims.Claimed.Bury(envelope.Id, attempt, text))
            await lifecycle.MoveToDeadLetterQueueAsync(new MessageFailedException(text));
        else
            await lifecycle.CompleteAsync();
    }

    /// <summary>Wolverine has put the name of the class in the place of the alias by now.</summary>
    private static string AliasOf(Envelope envelope) =>
        envelope.Message?.GetType().GetCustomAttribute<MessageNameAttribute>()?.Name ?? envelope.MessageType ?? "";

    /// <param name="until">Null when the row is another's by now.</param>
    private static async Task PutOff(IEnvelopeLifecycle lifecycle, DateTimeOffset? until)
    {
        if (until is { } at)
            await lifecycle.ReScheduleAsync(at);
        else
            await lifecycle.CompleteAsync();
    }
}
