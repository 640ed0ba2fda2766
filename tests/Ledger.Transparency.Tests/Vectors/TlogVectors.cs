using System.Text.Json;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Vectors;

/// <summary>
/// What another implementation made of the entries "entry 0", "entry 1", ...: the tree and the tiles of Go's checksum database
/// (sumdb/tlog), whose tiles of height 8 are those of C2SP.
/// </summary>
internal sealed record TlogVectors(
    IReadOnlyDictionary<string, string> Roots,
    IReadOnlyList<TlogVectors.OfInclusion> Inclusion,
    IReadOnlyList<TlogVectors.OfConsistency> Consistency,
    IReadOnlyList<TlogVectors.OfTile> Tiles)
{
    /// <summary>Leaves of the largest tree in the vectors.</summary>
    public const int LargestSize = 70_000;

    public static TlogVectors Read()
    {
        using var file = typeof(TlogVectors).Assembly.GetManifestResourceStream("Ledger.Transparency.Tests.Vectors.tlog.json")!;
        return JsonSerializer.Deserialize<TlogVectors>(file, JsonSerializerOptions.Web)!;
    }

    public TreeHash Root(long size) => Hash(Roots[size.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

    public static TreeHash Hash(string base64) => TreeHash.TryFromBase64(base64, out var hash) ? hash : throw new FormatException(base64);

    internal sealed record OfInclusion(long Size, long Index, IReadOnlyList<string> Proof);

    internal sealed record OfConsistency(long Old, long New, IReadOnlyList<string> Proof);

    /// <param name="Size">Size of the tree.</param>
    /// <param name="Path">Path of the tile.</param>
    /// <param name="Sha256">SHA-256 of its bytes, hexadecimal.</param>
    internal sealed record OfTile(long Size, string Path, string Sha256);
}
