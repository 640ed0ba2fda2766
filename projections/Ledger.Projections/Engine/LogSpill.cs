using System.Globalization;
using System.Text;
using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>
/// The events of some aliases up to a position, read from the log once and put aside by their streams: every part holds whole streams,
/// and the parts lie in the order of the streams' ids. However the log mixes its streams, each is then folded once and from its first
/// fact, and no more is in memory than one part.
/// </summary>
internal sealed class LogSpill : IDisposable
{
    /// <summary>Events that a part is meant to hold.</summary>
    public const int EventsInPart = 32_768;

    /// <summary>Parts at most: each gathers some kilobytes in memory while the log is read.</summary>
    private const int MostParts = 4_096;

    /// <summary>Positions read by one statement: between two of them a rebuild that is cancelled ends.</summary>
    private const int RangePositions = 250_000;

    /// <summary>What is read at once; it grows for an event that is larger.</summary>
    private const int BufferBytes = 16 * 1024;

    private readonly StreamRanges ranges;
    private readonly SpillFile file;
    private readonly Words words = new(Words.ManySlots);
    private readonly FactDecoder decoder = new();
    private byte[] part = [];

    private LogSpill(StreamRanges ranges)
    {
        this.ranges = ranges;
        file = new SpillFile(ranges.Count);
    }

    public int Parts => ranges.Count;

    /// <param name="to">Inclusive, at or below the head.</param>
    /// <param name="told">Hears of positions that were read.</param>
    public static async Task<LogSpill> Read(
        NpgsqlDataSource database, string[] aliases, long to, int eventsInPart, Action<long> told, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var most = (int)Math.Clamp(to / eventsInPart, 1, MostParts);
        var spill = new LogSpill(await StreamRanges.Of(connection, aliases, to, most, cancellation));
        try
        {
            for (var after = 0L; after < to; after += RangePositions)
            {
                var last = Math.Min(after + RangePositions, to);
                // A call for every event: the asynchronous ones cost more than all else that is done here.
                await Task.Run(() => spill.Range(connection, Statement(aliases, after, last)), cancellation);
                told(last);
            }

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
        var bytes = file.Take(number, ref part).Span;
        var streamBytes = default(ReadOnlySpan<byte>);
        var stream = "";
        while (EventTuple.TryRead(bytes, out var read))
        {
            bytes = bytes[read.Length..];
            var type = words.Of(read.Type);
            if (!read.Stream.SequenceEqual(streamBytes))
                stream = Encoding.UTF8.GetString(streamBytes = read.Stream);
            if (decoder.Decode(type, read.Body, out var reason) is { } decoded)
                fact(new StoredFact(read.Position, stream, read.Version, type, decoded));
            else if (reason is not null)
                poison(new PoisonFact(read.Position, stream, type, reason));
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>COPY takes no parameters.</summary>
    private static string Statement(string[] aliases, long after, long to)
    {
        var quoted = string.Join(", ", aliases.Select(alias => $"'{alias.Replace("'", "''", StringComparison.Ordinal)}'"));
        return string.Create(CultureInfo.InvariantCulture, $"""
            copy (select {EventTuple.Columns} from mt_events
                  where seq_id > {after} and seq_id <= {to} and type in ({quoted}) order by seq_id)
            to stdout (format binary)
            """);
    }

    private void Range(NpgsqlConnection connection, string statement)
    {
        using var rows = connection.BeginRawBinaryCopy(statement);
        var buffer = new byte[BufferBytes];
        var (start, end, begun) = (0, 0, false);
        while (rows.Read(buffer.AsSpan(end)) is > 0 and var read)
        {
            end += read;
            begun = begun || CopyTuples.Begin(buffer.AsSpan(0, end), ref start);
            while (begun && CopyTuples.Next(buffer.AsSpan(start, end - start), EventTuple.Fields) is { IsEmpty: false } fields
                && EventTuple.TryRead(fields, out var tuple))
            {
                file.Write(ranges.Of(tuple.Stream), fields[..tuple.Length]);
                start += sizeof(short) + tuple.Length;
            }

            if (start == end)
                (start, end) = (0, 0);
            else if (end == buffer.Length)
                (start, end) = MakeRoom(ref buffer, start, end);
        }
    }

    private static (int Start, int End) MakeRoom(ref byte[] buffer, int start, int end)
    {
        var larger = start == 0 ? new byte[2 * buffer.Length] : buffer;
        Buffer.BlockCopy(buffer, start, larger, 0, end - start);
        buffer = larger;
        return (0, end - start);
    }
}
