using Ledger.Application.Composition;
using Ledger.Messaging;
using Ledger.Sealing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Following;

/// <summary>
/// Seals what is recorded while it is this node's turn, and else remembers what the others sign, so that its own turn goes on from there.
/// A log that may not be signed as it stands is said so in the log of the service and in its health, and is tried again: somebody may have
/// restored what was missing.
/// </summary>
public sealed class SealingService(LedgerSystem ledger, TurnKeeper turn, ILogger<SealingService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        new KeptGoing(ledger.Time, Failed).Run(stopping => turn.During(ledger.Sealing.Run, stopping), stoppingToken),
        new KeptGoing(ledger.Time, Failed).Run(LookOn, stoppingToken));

    private async Task LookOn(CancellationToken cancellation)
    {
        if (!turn.IsOurs)
            await ledger.Sealing.LookOn(cancellation);
        await Task.Delay(HostLimits.LookOn, ledger.Time, cancellation);
    }

    private void Failed(Exception error, TimeSpan pause)
    {
        if (error is SealingException refused)
            log.LogError("The log is not sealed: {Reason}", refused.Message);
        else
            log.LogError("Sealing has stopped: {Error}; trying again in {Seconds} s", FailureText.Of(error), pause.TotalSeconds);
    }
}
