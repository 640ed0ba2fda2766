using Ledger.Application.Composition;
using Ledger.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Following;

/// <summary>
/// Sends what follows from the log and carries messages to their handlers, while it is this node's turn.
/// </summary>
public sealed class MessageService(LedgerSystem ledger, TurnKeeper turn, ILogger<MessageService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Keep("What follows from the log").Run(stopping => turn.During(Follow, stopping), stoppingToken),
        Keep("The carrier of messages").Run(stopping => turn.During(ledger.Messages.Run, stopping), stoppingToken));

    /// <summary>One that fails leaves the other alone.</summary>
    private KeptGoing Keep(string what) => new(ledger.Time, (error, pause) =>
        log.LogError("{What} has stopped: {Error}; trying again in {Seconds} s", what, FailureText.Of(error), pause.TotalSeconds));

    private async Task Follow(CancellationToken cancellation)
    {
        var position = await ledger.Reactions.CatchUp(cancellation);
        await ledger.Store.WaitBeyond(position, HostLimits.ReactionsWait, cancellation);
    }
}
