using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Engine;

/// <summary>
/// Reads events in position order and decodes those of some aliases. Positions have no gaps, so a batch is a range of them, and a
/// range without a wanted event costs one empty answer.
/// </summary>
internal sealed class FactReader(NpgsqlDataSource database, IEnumerable<string> aliases)
{
    /// <summary>Texts and acts held by a reader of a few streams.</summary>
    private const int FewSlots = 64;

    /// <summary>Positions in a piece. Of usual events it has 64 kB: more would go where the collector rarely looks.</summary>
    private const int PiecePositions = 128;

    private static readonly string Range = EventPieces.Query("$1", "$2", "= any($3)", PiecePositions);

    private readonly string[] aliases = [.. aliases.Distinct(StringComparer.Ordinal)];
    private readonly FactDecoder decoder = new();
    private readonly Words words = new(Words.ManySlots);

    /// <summary>Position of the last committed event.</summary>
    public static async Task<long> Head(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select position from ledger.head");
        return (long)(await command.ExecuteScalarAsync(cancellation) ?? 0L);
    }

    /// <param name="to">Inclusive, at or below the head.</param>
    public async Task<FactBatch> Read(long after, long to, CancellationToken cancellation)
    {
        var facts = new List<StoredFact>();
        var poisons = new List<PoisonFact>();
        var last = after;
        await using var command = database.CreateCommand(Range);
        command
            .With(NpgsqlDbType.Bigint, after)
            .With(NpgsqlDbType.Bigint, to)
            .With(NpgsqlDbType.Array | NpgsqlDbType.Varchar, aliases);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (!await reader.IsDBNullAsync(0, cancellation))
                Decode(reader.GetFieldValue<byte[]>(0), ref last, facts, poisons);
        }

        return new FactBatch(after, to, facts, poisons);
    }

    /// <summary>The facts of some streams up to a position, in position order.</summary>
    public static async Task<List<StoredFact>> OfStreams(
        NpgsqlConnection connection, string[] streams, long to, IEnumerable<string> aliases, CancellationToken cancellation)
    {
        const string Streams = """
            select seq_id, stream_id, version, type, data from mt_events
            where stream_id = any($1) and seq_id <= $2 and type = any($3)
            order by seq_id
            """;
        await using var command = new NpgsqlCommand(Streams, connection);
        command
            .With(NpgsqlDbType.Array | NpgsqlDbType.Varchar, streams)
            .With(NpgsqlDbType.Bigint, to)
            .With(NpgsqlDbType.Array | NpgsqlDbType.Varchar, aliases.ToArray());
        var (facts, decoder) = (new List<StoredFact>(), new FactDecoder(FewSlots));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (decoder.Decode(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4), out _)
                is { } fact)
            {
                facts.Add(fact);
            }
        }

        return facts;
    }

    private void Decode(ReadOnlySpan<byte> piece, ref long last, List<StoredFact> facts, List<PoisonFact> poisons)
    {
        while (!piece.IsEmpty)
        {
            var read = EventTuple.Read(ref piece);
            if (read.Position <= last)
                throw new InvalidDataException("The database sent events in another order than that of their positions.");
            last = read.Position;
            var decoded = decoder.Decode(
                read.Position, words.Of(read.Stream), read.Version, words.Of(read.Type), read.Body, out var poison);
            if (decoded is not null)
                facts.Add(decoded);
            else if (poison is not null)
                poisons.Add(poison);
        }
    }
}
