using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>Batches one after another; while one is being folded, the next is read and decoded.</summary>
internal sealed class FactFeed(NpgsqlDataSource database, IEnumerable<string> aliases, int batchEvents) : IAsyncDisposable
{
    private readonly FactReader reader = new(database, aliases);
    private readonly CancellationTokenSource stop = new();
    private Task<FactBatch>? ahead;
    private (long After, long To) aheadRange;

    public async Task<FactBatch> Next(long after, long head, CancellationToken cancellation)
    {
        var range = (after, Math.Min(after + batchEvents, head));
        if (ahead is not null && aheadRange != range)
            await Forget();
        var batch = await (ahead ?? Read(range)).WaitAsync(cancellation);
        ahead = null;
        if (batch.To < head)
        {
            aheadRange = (batch.To, Math.Min(batch.To + batchEvents, head));
            ahead = Read(aheadRange);
        }

        return batch;
    }

    public async ValueTask DisposeAsync()
    {
        // At once: the other way begins work of the pool, by a thread that may stand back, and so might what it starts.
        stop.Cancel();
        await Forget();
        stop.Dispose();
    }

    private Task<FactBatch> Read((long After, long To) range) =>
        SameThreads.Run(() => reader.Read(range.After, range.To, stop.Token), stop.Token);

    /// <summary>What was read ahead and is not wanted: its failure is nobody's.</summary>
    private async Task Forget()
    {
        if (ahead is not null)
            await ((Task)ahead).ConfigureAwait(SameThreads.WithoutThrowing);
        ahead = null;
    }
}
