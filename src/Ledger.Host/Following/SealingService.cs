using Ledger.Application.Composition;
using Ledger.Messaging;
using Ledger.Sealing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Following;

/// <summary>
/// Seals what is recorded for as long as the service runs. A log that may not be signed as it stands is said so in the log of the service
/// and in its health, and is tried again: somebody may have restored what was missing.
/// </summary>
public sealed class SealingService(LedgerSystem ledger, ILogger<SealingService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new KeptGoing(ledger.Time, Failed).Run(ledger.Sealing.Run, stoppingToken);

    private void Failed(Exception error, TimeSpan pause)
    {
        if (error is SealingException refused)
            log.LogError("The log is not sealed: {Reason}", refused.Message);
        else
            log.LogError("Sealing has stopped: {Error}; trying again in {Seconds} s", FailureText.Of(error), pause.TotalSeconds);
    }
}
