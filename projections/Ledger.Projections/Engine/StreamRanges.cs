using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>
/// Ranges of stream ids, in the order of their bytes, that hold about as many events each. Their bounds are those of a sample of events
/// at even distances, because nothing is known beforehand about how ids lie. What is folded range after range comes in the order of the
/// ids: a key that begins as they do is made over rows that lie in its order already, and need not be sorted.
/// </summary>
internal sealed class StreamRanges
{
    /// <summary>Sampled events for each range.</summary>
    private const int SamplesInRange = 16;

    /// <summary>The first stream of each range but the first.</summary>
    private readonly byte[][] bounds;

    private StreamRanges(byte[][] bounds) => this.bounds = bounds;

    public int Count => bounds.Length + 1;

    /// <param name="to">Positions from 1 to this one.</param>
    /// <param name="most">Ranges at most; there are fewer where few streams hold many events.</param>
    public static async Task<StreamRanges> Of(
        NpgsqlDataSource database, string[] aliases, long to, int most, CancellationToken cancellation)
    {
        const string Sample = """
            select stream_id from mt_events where seq_id = any($1) and type = any($2) order by stream_id collate "C"
            """;
        var samples = most * SamplesInRange;
        await using var command = database.CreateCommand(Sample);
        command.CommandTimeout = 0;
        command
            .With(NpgsqlDbType.Array | NpgsqlDbType.Bigint, Enumerable.Range(1, samples).Select(at => Position(at, samples, to)).ToArray())
            .With(NpgsqlDbType.Array | NpgsqlDbType.Varchar, aliases);
        var streams = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            streams.Add(reader.GetString(0));
        return new StreamRanges(
            [.. Enumerable.Range(1, most - 1).Select(range => streams.Count * range / most).Where(at => at > 0)
                .Select(at => streams[at]).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)]);
    }

    /// <summary>The number of the range that a stream is in.</summary>
    public int Of(ReadOnlySpan<byte> stream)
    {
        var (low, high) = (0, bounds.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (stream.SequenceCompareTo(bounds[middle]) < 0)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static long Position(int at, int samples, long to) => (long)((Int128)to * at / samples);
}
