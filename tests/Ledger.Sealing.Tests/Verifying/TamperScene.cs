using Ledger.EventStore;
using Ledger.Sealing.Keys;
using Ledger.Sealing.Leaves;
using Ledger.Sealing.Sealers;
using Ledger.Testing;
using Ledger.Transparency.Tiles;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Sealing.Tests.Verifying;

/// <summary>Copies of one sealed ledger of 100,000 events, for attackers to work on.</summary>
internal static class TamperScene
{
    public const int Events = 100_000;

    /// <summary>Checkpoints are this many events apart.</summary>
    public const int Apart = 5_000;

    private static readonly string KeysFolder = Directory.CreateTempSubdirectory("ledger-keys-").FullName;

    public static async Task<LogScene> Copy() => await LogScene.On(await TestDatabase.Create(Prepare), KeysFolder);

    /// <summary>
    /// Gives all tiles the hashes that the events give now: what an operator does who changes an event and everything after it.
    /// </summary>
    public static async Task MakeTilesAgree(LogScene scene)
    {
        var writer = new LeafWriter(LogScene.Identity.Source);
        var growth = TileGrowth.Empty();
        await foreach (var recorded in ((IEventStore)scene.Database.Store).ReadAll(0, null, LogScene.Never))
            growth.Append(writer.Hash(recorded));
        await scene.Tamper("delete from ledger.tile_part");
        await using var connection = await scene.Database.DataSource.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy ledger.tile_part (level, tile, first, hashes) from stdin (format binary)");
        foreach (var part in growth.Take())
        {
            await copy.StartRowAsync();
            await copy.WriteAsync((short)part.Level, NpgsqlDbType.Smallint);
            await copy.WriteAsync(part.Tile, NpgsqlDbType.Bigint);
            await copy.WriteAsync((short)part.First, NpgsqlDbType.Smallint);
            await copy.WriteAsync(part.Hashes.ToArray(), NpgsqlDbType.Bytea);
        }

        await copy.CompleteAsync();
    }

    private static async Task Prepare(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await LogScene.Migrate(database, cancellation);
        await using var store = new NpgsqlEventStore(database);
        await LogIdentity.Establish(database, LogScene.Identity, cancellation);
        using var keys = LogKeys.Open(null, KeysFolder, LogScene.Identity.Origin);
        using var sealer = new LogSealer(
            database, store, LogScene.Identity, keys, KeysFolder, SealerOptions.Default, TimeProvider.System);
        for (var from = 0; from < Events; from += Apart)
        {
            await LogScene.Append(store, Apart, streams: 211);
            await sealer.Seal(cancellation);
        }
    }
}
