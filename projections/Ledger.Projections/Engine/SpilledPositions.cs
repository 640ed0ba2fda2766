using System.Globalization;
using System.Text;
using Npgsql;

namespace Ledger.Projections.Engine;

/// <summary>
/// The events of some aliases between two positions, read from the log in their order and put aside by the ranges of their streams. The
/// facts of hours are decoded at once and put aside packed: the database is slower than this, and what is decoded meanwhile costs no time.
/// All else is put aside as it was read. First one task reads, then one at a time decodes.
/// </summary>
internal sealed class SpilledPositions(StreamRanges ranges, long after, long to) : IDisposable
{
    /// <summary>Positions read by one statement: between two of them a rebuild that is cancelled ends.</summary>
    private const int StatementPositions = 250_000;

    /// <summary>Positions in a piece, which fit in what a socket holds.</summary>
    private const int PiecePositions = 256;

    /// <summary>For two pieces of usual size; it grows for one that is larger.</summary>
    private const int BufferBytes = 256 * 1024;

    private const byte AsRead = 0, Packed = 1;

    private readonly SpillFile file = new(ranges.Count);
    private readonly Words words = new(Words.ManySlots);
    private readonly FactDecoder decoder = new();
    private readonly PackedHours packing = new();
    private byte[] buffer = new byte[BufferBytes];
    private byte[] part = [];
    private byte[] stream = [];
    private int streamRange;

    /// <param name="told">Hears of how many positions were read.</param>
    public async Task Read(NpgsqlDataSource database, string[] aliases, Action<long> told, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var from = after; from < to; from += StatementPositions)
        {
            var last = Math.Min(from + StatementPositions, to);
            var statement = Statement(aliases, from, last);
            // A call for every event: the asynchronous ones cost more than all else that is done here. By the pool, which has threads
            // enough for some that wait for the database.
            await Task.Run(() => Read(connection, statement), cancellation);
            told(last - from);
        }
    }

    /// <summary>The facts of a range of streams in the order of their positions, once for each range.</summary>
    /// <param name="poison">Takes each event whose body does not fit.</param>
    public void Decode(int range, Action<StoredFact> fact, Action<PoisonFact> poison)
    {
        var bytes = file.Take(range, ref part).Span;
        while (!bytes.IsEmpty)
        {
            var form = bytes[0];
            bytes = bytes[1..];
            if (form == Packed)
                fact(packing.Unpack(ref bytes));
            else
                DecodeOne(ref bytes, fact, poison);
        }
    }

    public void Dispose() => file.Dispose();

    private static string Statement(string[] aliases, long after, long to)
    {
        // COPY takes no parameters.
        var quoted = string.Join(", ", aliases.Select(alias => $"'{alias.Replace("'", "''", StringComparison.Ordinal)}'"));
        var query = EventPieces.Query(Bigint(after), Bigint(to), $"in ({quoted})", PiecePositions);
        return $"copy ({query}) to stdout (format binary)";
    }

    private static string Bigint(long position) => string.Create(CultureInfo.InvariantCulture, $"{position}::bigint");

    private void Read(NpgsqlConnection connection, string statement)
    {
        using var rows = connection.BeginRawBinaryCopy(statement);
        var (start, end, begun) = (0, 0, false);
        while (rows.Read(buffer.AsSpan(end)) is > 0 and var read)
        {
            end += read;
            begun = begun || CopyTuples.Begin(buffer.AsSpan(0, end), ref start);
            while (begun && CopyTuples.Next(buffer.AsSpan(0, end), ref start, out var piece))
            {
                while (!piece.IsEmpty)
                    PutAside(EventTuple.Read(ref piece));
            }

            if (start == end)
                (start, end) = (0, 0);
            else if (end == buffer.Length)
                (start, end) = MakeRoom(start, end);
        }
    }

    private void PutAside(in EventTuple tuple)
    {
        var range = RangeOf(tuple.Stream);
        if (decoder.DecodeHours(words.Of(tuple.Type), tuple.Body) is { } fact
            && packing.Pack(tuple, fact) is { IsEmpty: false } packed)
        {
            file.Write(range, [Packed]);
            file.Write(range, packed);
            return;
        }

        file.Write(range, [AsRead]);
        file.Write(range, tuple.Bytes);
    }

    private int RangeOf(ReadOnlySpan<byte> name)
    {
        // Events of a stream often come one after the other.
        if (!name.SequenceEqual(stream))
        {
            if (stream.Length != name.Length)
                stream = new byte[name.Length];
            name.CopyTo(stream);
            streamRange = ranges.Of(name);
        }

        return streamRange;
    }

    private void DecodeOne(ref ReadOnlySpan<byte> bytes, Action<StoredFact> fact, Action<PoisonFact> poison)
    {
        var read = EventTuple.Read(ref bytes);
        var decoded = decoder.Decode(
            read.Position, Encoding.UTF8.GetString(read.Stream), read.Version, words.Of(read.Type), read.Body, out var unfit);
        if (decoded is not null)
            fact(decoded);
        else if (unfit is not null)
            poison(unfit);
    }

    private (int Start, int End) MakeRoom(int start, int end)
    {
        var larger = start == 0 ? new byte[2 * buffer.Length] : buffer;
        Buffer.BlockCopy(buffer, start, larger, 0, end - start);
        buffer = larger;
        return (0, end - start);
    }
}
