using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>
/// The events of some aliases up to a position, read from the log once and put aside by their streams: every part holds whole streams,
/// and the parts lie in the order of the streams' ids. However the log mixes its streams, each is then folded once and from its first
/// fact, and no more is in memory than some parts.
/// </summary>
internal sealed class LogSpill : IDisposable
{
    /// <summary>Events that a part is meant to hold.</summary>
    public const int EventsInPart = 16_384;

    /// <summary>Parts at most: for each of them every reader gathers some kilobytes in memory while the log is read.</summary>
    private const int MostParts = 4_096;

    /// <summary>
    /// Connections that read at the same time, each its own stretch of positions. The database turns jsonb into text on one processor for
    /// each connection, and that is most of what reading costs.
    /// </summary>
    private const int Readers = 2;

    private readonly StreamRanges ranges;
    private readonly SpilledPositions[] stretches;

    private LogSpill(StreamRanges ranges, long to)
    {
        this.ranges = ranges;
        stretches = [.. Enumerable.Range(0, Readers).Select(
            number => new SpilledPositions(ranges, Bound(number, to), Bound(number + 1, to)))];
    }

    public int Parts => ranges.Count;

    /// <param name="to">Inclusive, at or below the head.</param>
    /// <param name="told">Hears of how many positions have been read; from several tasks.</param>
    public static async Task<LogSpill> Read(
        NpgsqlDataSource database, string[] aliases, long to, int eventsInPart, Action<long> told, CancellationToken cancellation)
    {
        var most = (int)Math.Clamp(to / eventsInPart, 1, MostParts);
        var spill = new LogSpill(await StreamRanges.Of(database, aliases, to, most, cancellation), to);
        try
        {
            await spill.Read(database, aliases, told, cancellation);
            return spill;
        }
        catch
        {
            spill.Dispose();
            throw;
        }
    }

    /// <summary>A part's events as facts, in the order of their positions. For one task at a time, and once for each part.</summary>
    /// <param name="fact">Takes each fact.</param>
    /// <param name="poison">Takes each event whose body does not fit.</param>
    public void Decode(int number, Action<StoredFact> fact, Action<PoisonFact> poison)
    {
        foreach (var stretch in stretches)
            stretch.Decode(number, fact, poison);
    }

    public void Dispose()
    {
        foreach (var stretch in stretches)
            stretch.Dispose();
    }

    private async Task Read(NpgsqlDataSource database, string[] aliases, Action<long> told, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var positions = 0L;
        // All of them have ended before the files are closed, whatever became of one.
        await Task.WhenAll(stretches.Select(async stretch =>
        {
            try
            {
                await stretch.Read(database, aliases, read => told(Interlocked.Add(ref positions, read)), stop.Token);
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }));
    }

    private static long Bound(int number, long to) => (long)((Int128)to * number / Readers);
}
