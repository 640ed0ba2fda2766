using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Sealing.Tables;

/// <summary>Reads and adds rows of <c>ledger.tile_part</c>.</summary>
internal static class TilePartRows
{
    // Index Scan using tile_part_pkey, which also gives the order.
    private const string OneTile = "select hashes from ledger.tile_part where level = $1 and tile = $2 order by first";

    private const string Partials = """
        select p.level, p.hashes from unnest($1, $2) as t (level, tile) join ledger.tile_part p using (level, tile)
        order by p.level, p.first
        """;

    private const string Adding = "copy ledger.tile_part (level, tile, first, hashes) from stdin (format binary)";

    /// <summary>The hashes of a tile so far; empty where there is none.</summary>
    public static async Task<byte[]> Read(NpgsqlDataSource database, int level, long tile, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(OneTile);
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = checked((short)level) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = tile });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        using var hashes = new MemoryStream(EntryBundle.Entries * TreeHash.Bytes);
        while (await reader.ReadAsync(cancellation))
            hashes.Write(reader.GetFieldValue<byte[]>(0));
        return hashes.ToArray();
    }

    /// <summary>For each level the hashes of the tile that is still being filled in a tree of that size.</summary>
    public static async Task<TileGrowth> ReadGrowth(NpgsqlConnection connection, long size, CancellationToken cancellation)
    {
        var partials = Enumerable.Range(0, SealingLimits.TileLevels).Select(_ => new MemoryStream()).ToList();
        await using var command = new NpgsqlCommand(Partials, connection);
        command.Parameters.Add(new NpgsqlParameter<short[]>
        {
            TypedValue = [.. Enumerable.Range(0, SealingLimits.TileLevels).Select(level => (short)level)],
        });
        command.Parameters.Add(new NpgsqlParameter<long[]>
        {
            TypedValue = [.. Enumerable.Range(0, SealingLimits.TileLevels).Select(level => (size >> (8 * level)) >> 8)],
        });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            partials[reader.GetInt16(0)].Write(reader.GetFieldValue<byte[]>(1));
        return TileGrowth.Of(size, level => level < partials.Count ? partials[level].ToArray() : default(ReadOnlyMemory<byte>));
    }

    public static async Task Add(NpgsqlConnection connection, IReadOnlyList<TilePart> parts, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Adding, cancellation);
        foreach (var part in parts)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(checked((short)part.Level), NpgsqlDbType.Smallint, cancellation);
            await copy.WriteAsync(part.Tile, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(checked((short)part.First), NpgsqlDbType.Smallint, cancellation);
            await copy.WriteAsync(part.Hashes, NpgsqlDbType.Bytea, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }
}
