namespace Ledger.Transparency.Tiles;

/// <summary>Where tiles and entry bundles are kept: tables, files, or a log at an address.</summary>
public interface ITileSource
{
    /// <summary>The bytes of the tile, or nothing when it is not there. They must not change afterwards.</summary>
    ValueTask<ReadOnlyMemory<byte>?> Read(TileAddress address, CancellationToken cancellation);
}
