using System.Threading.Channels;
using Npgsql;

namespace Ledger.EventStore.Appending;

/// <summary>
/// Group commit. Callers queue; one writer takes all that wait, up to a limit, and carries them in one transaction. While it is
/// being committed the next group gathers, so a slow disk makes larger groups and not a longer queue.
/// </summary>
internal sealed class AppendQueue : IAsyncDisposable
{
    private readonly Channel<PendingAppend> channel = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(StoreLimits.RequestsWaiting) { SingleReader = true });
    private readonly IGroupWriter writer;
    private readonly TimeProvider time;
    private readonly Action committed;
    private readonly Task loop;

    public AppendQueue(IGroupWriter writer, TimeProvider time, Action committed)
    {
        this.writer = writer;
        this.time = time;
        this.committed = committed;
        loop = Task.Run(Loop);
    }

    public async Task<AppendOutcome> Append(AppendRequest request, CancellationToken cancellation)
    {
        var pending = new PendingAppend(request);
        await using var giveUp = cancellation.Register(() => pending.TryGiveUp(cancellation));
        try
        {
            await channel.Writer.WriteAsync(pending, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(IEventStore));
        }

        return await pending.Answer;
    }

    /// <summary>Lets nobody in any more and carries out what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        channel.Writer.TryComplete();
        await loop;
        await writer.DisposeAsync();
    }

    private async Task Loop()
    {
        var group = new List<PendingAppend>(StoreLimits.RequestsPerGroup);
        while (await channel.Reader.WaitToReadAsync())
        {
            var events = 0;
            while (group.Count < StoreLimits.RequestsPerGroup && events < writer.EventsPerGroup
                && channel.Reader.TryRead(out var next))
            {
                if (!next.TryTake())
                    continue;
                group.Add(next);
                events += next.Events;
            }

            if (group.Count > 0)
                await Carry(group);
            group.Clear();
        }
    }

    private async Task Carry(List<PendingAppend> group)
    {
        try
        {
            var requests = group.ConvertAll(one => one.Request);
            var answers = await Retrying.Run(() => writer.Write(requests, CancellationToken.None), time, CancellationToken.None);
            committed();
            for (var at = 0; at < group.Count; at++)
                group[at].Complete(answers[at]);
        }
        catch (PostgresException error) when (group.Count > 1 && Retrying.IsFaultOfRequest(error))
        {
            // One of them is at fault, and the others must not suffer for it.
            foreach (var one in group)
                await Carry([one]);
        }
        catch (PostgresException error) when (Retrying.IsFaultOfRequest(error))
        {
            group[0].Complete(new AppendOutcome.Invalid($"{error.SqlState} {error.MessageText}"));
        }
#pragma warning disable CA1031 // Whatever it was is the callers' to know; the loop serves those who come after.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var one in group)
                one.Fail(error);
        }
    }
}
