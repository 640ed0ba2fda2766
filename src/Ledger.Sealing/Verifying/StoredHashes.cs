using Ledger.Transparency.Trees;
using Npgsql;

namespace Ledger.Sealing.Verifying;

/// <summary>
/// The hashes of one level of tiles, one after the other, as they lie in <c>ledger.tile_part</c>. What is out of place there is a finding
/// and ends the level: beyond it nobody can say which hash is whose.
/// </summary>
internal sealed class StoredHashes(int level, Findings findings) : IAsyncDisposable
{
    // Index Scan using tile_part_pkey.
    private const string Parts = "select tile, first, hashes from ledger.tile_part where level = $1 order by tile, first";

    private NpgsqlCommand? command;
    private NpgsqlDataReader? reader;
    private ReadOnlyMemory<byte> left;
    private bool ended;

    /// <summary>How many were given out.</summary>
    public long Count { get; private set; }

    public async Task Open(LogSnapshot snapshot, CancellationToken cancellation)
    {
        command = new NpgsqlCommand(Parts, await snapshot.Connection(cancellation)) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = checked((short)level) });
        reader = await command.ExecuteReaderAsync(cancellation);
    }

    /// <returns>Null when there are no more.</returns>
    public async ValueTask<TreeHash?> Next(CancellationToken cancellation)
    {
        if (left.IsEmpty && !await Fill(cancellation))
            return null;
        var hash = new TreeHash(left.Span[..TreeHash.Bytes]);
        left = left[TreeHash.Bytes..];
        Count++;
        return hash;
    }

    public async ValueTask DisposeAsync()
    {
        if (reader is not null)
            await reader.DisposeAsync();
        if (command is not null)
            await command.DisposeAsync();
    }

    private async ValueTask<bool> Fill(CancellationToken cancellation)
    {
        if (ended || !await reader!.ReadAsync(cancellation))
            return !(ended = true);
        var (tile, first) = (reader.GetInt64(0), reader.GetInt16(1));
        if (checked((tile << 8) + first) == Count)
        {
            left = reader.GetFieldValue<byte[]>(2);
            if (!left.IsEmpty && left.Length % TreeHash.Bytes == 0)
                return true;
        }

        findings.Add(new Finding(
            "tile.misplaced", $"第 {level} 级瓦片在第 {Count} 个散列之后断开：下一行是瓦片 {tile} 的第 {first} 个",
            $"Level {level} of the tiles breaks off after hash {Count}: the next row is hash {first} of tile {tile}.",
            level == 0 ? Count + 1 : null, Object: $"ledger.tile_part ({level}, {tile}, {first})"));
        return !(ended = true);
    }
}
