using System.Diagnostics;
using Ledger.Application.Composition;
using Ledger.Projections;

namespace Ledger.Benchmarks.Load;

/// <summary>How far behind the head the slowest read model and the newest checkpoint were, look by look, events.</summary>
internal sealed class Lags
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    public long LongestOfReadModels { get; private set; }

    public long LongestOfSealing { get; private set; }

    /// <summary>How long after the end of the work the checkpoint that covers all of it came, seconds.</summary>
    public double SealedAfter { get; private set; }

    /// <summary>Looks until the work ends, and then until a checkpoint covers it where somebody seals.</summary>
    public static async Task<Lags> Watch(LedgerSystem ledger, Task work, bool isSealed, CancellationToken cancellation)
    {
        var lags = new Lags();
        while (!work.IsCompleted)
        {
            await lags.Look(ledger, cancellation);
            await Task.WhenAny(work, Task.Delay(LookInterval, cancellation));
        }

        await work;
        var ended = Stopwatch.GetTimestamp();
        while (isSealed && await Unsealed(ledger, cancellation) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        lags.SealedAfter = Stopwatch.GetElapsedTime(ended).TotalSeconds;
        return lags;
    }

    private async Task Look(LedgerSystem ledger, CancellationToken cancellation)
    {
        // The head first: a follower that moves between the two looks is then no further behind than is said.
        var head = await ledger.Store.Head(cancellation);
        foreach (var model in ReadModels.All)
        {
            var position = await ledger.Projections.PositionOf(model.Name, cancellation);
            LongestOfReadModels = Math.Max(LongestOfReadModels, head - position);
        }

        LongestOfSealing = Math.Max(LongestOfSealing, await Unsealed(ledger, cancellation));
    }

    private static async Task<long> Unsealed(LedgerSystem ledger, CancellationToken cancellation)
    {
        var head = await ledger.Store.Head(cancellation);
        return head - ((await ledger.Log.Latest(cancellation))?.Size ?? 0);
    }
}
