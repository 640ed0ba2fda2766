using Ledger.Application.Composition;
using Ledger.Application.Nodes;
using Ledger.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Host.Following;

/// <summary>
/// Waits until it is this node's turn at the work in the background, and says when it no longer is. A node that cannot ask the database
/// does not know, and stops working: another one may have begun.
/// </summary>
public sealed class TurnKeeper(WorkTurn turn, LedgerSystem ledger, ILogger<TurnKeeper> log) : BackgroundService
{
    private TaskCompletionSource<CancellationToken> taken = Untaken();

    /// <summary>It is this node's turn.</summary>
    public bool IsOurs => Volatile.Read(ref taken).Task.IsCompletedSuccessfully;

    /// <summary>Waits for the turn and works while it lasts.</summary>
    /// <returns>When the turn is over, whatever the work said at its end; work that ends or fails before says so itself.</returns>
    public async Task During(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        var lasting = await Volatile.Read(ref taken).Task.WaitAsync(stopping);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(lasting, stopping);
        try
        {
            await work(both.Token);
        }
        catch (Exception) when (lasting.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            // Broken off: whoever has the turn now goes on.
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new KeptGoing(ledger.Time, Failed, WorkTurn.Look).Run(Keep, stoppingToken);

    private async Task Keep(CancellationToken stopping)
    {
        // Closing it lets the lock go, so that another node need not wait for the lease when this one is stopped in order.
        await using var connection = await turn.Connect(stopping);
        while (!await turn.TryTake(connection, stopping))
            await Task.Delay(WorkTurn.Look, ledger.Time, stopping);
        log.LogInformation("The work in the background is done here, on {Node}", turn.Node);
        using var ended = new CancellationTokenSource();
        Volatile.Read(ref taken).SetResult(ended.Token);
        try
        {
            await Hold(connection, stopping);
        }
        finally
        {
            Volatile.Write(ref taken, Untaken());
            await ended.CancelAsync();
        }
    }

    private async Task Hold(NpgsqlConnection connection, CancellationToken stopping)
    {
        while (await turn.IsHeld(connection, stopping))
            await Task.Delay(WorkTurn.Look, ledger.Time, stopping);
        log.LogWarning("The lock of the work in the background is gone, and the work with it; {Node} waits for its turn", turn.Node);
    }

    private void Failed(Exception error, TimeSpan pause) => log.LogWarning(
        "Whose turn the work in the background is cannot be asked ({Error}): not done here; trying again in {Seconds} s",
        FailureText.Of(error), pause.TotalSeconds);

    private static TaskCompletionSource<CancellationToken> Untaken() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
