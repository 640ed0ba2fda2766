namespace Ledger.Transparency.Tiles;

/// <summary>A run of hashes to be stored behind those already there in one tile.</summary>
/// <param name="Level">Level of the tile.</param>
/// <param name="Tile">Index of the tile within its level.</param>
/// <param name="First">Position of the first hash within the tile, 0 to 255.</param>
/// <param name="Hashes">One hash after the other, 32 bytes each.</param>
public readonly record struct TilePart(int Level, long Tile, int First, ReadOnlyMemory<byte> Hashes);
