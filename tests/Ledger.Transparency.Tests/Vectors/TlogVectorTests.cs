using System.Security.Cryptography;
using Ledger.Transparency.Tests.Tiles;
using Ledger.Transparency.Tests.Trees;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Vectors;

public sealed class TlogVectorTests
{
    private static readonly TlogVectors Vectors = TlogVectors.Read();
    private static readonly StoredTiles Stored = StoredTiles.Of(TlogVectors.LargestSize);

    [Fact]
    public async Task Roots_are_those_of_the_other_implementation()
    {
        Vectors.Roots.Count.ShouldBeGreaterThan(260);
        var frontier = TreeFrontier.Empty();
        while (frontier.Size < TlogVectors.LargestSize)
        {
            frontier.Append(NaiveTree.Leaf((int)frontier.Size));
            if (!Vectors.Roots.ContainsKey($"{frontier.Size}"))
                continue;
            frontier.Root().ShouldBe(Vectors.Root(frontier.Size), $"size {frontier.Size}");
            (await TreeRoot.Of(frontier.Size, new TileNodes(Stored, frontier.Size), default)).ShouldBe(Vectors.Root(frontier.Size));
        }
    }

    [Fact]
    public async Task Inclusion_proofs_are_those_of_the_other_implementation()
    {
        Vectors.Inclusion.Count.ShouldBeGreaterThan(50);
        foreach (var vector in Vectors.Inclusion)
        {
            var proof = vector.Proof.Select(TlogVectors.Hash).ToList();
            (await InclusionProof.Make(vector.Index, vector.Size, new TileNodes(Stored, vector.Size), default)).ShouldBe(proof);
            InclusionProof.Verify(NaiveTree.Leaf((int)vector.Index), vector.Index, vector.Size, proof, Vectors.Root(vector.Size))
                .ShouldBe(ProofVerdict.Sound);
        }
    }

    [Fact]
    public async Task Consistency_proofs_are_those_of_the_other_implementation()
    {
        Vectors.Consistency.Count.ShouldBeGreaterThan(50);
        foreach (var vector in Vectors.Consistency)
        {
            var proof = vector.Proof.Select(TlogVectors.Hash).ToList();
            (await ConsistencyProof.Make(vector.Old, vector.New, new TileNodes(Stored, vector.New), default)).ShouldBe(proof);
            ConsistencyProof.Verify(vector.Old, vector.New, Vectors.Root(vector.Old), Vectors.Root(vector.New), proof)
                .ShouldBe(ProofVerdict.Sound);
        }
    }

    [Fact]
    public void Tiles_are_those_of_the_other_implementation_byte_for_byte()
    {
        Vectors.Tiles.Count.ShouldBeGreaterThan(30);
        foreach (var vector in Vectors.Tiles)
        {
            TileAddress.TryParse(vector.Path, out var tile).ShouldBeTrue(vector.Path);
            TileAddress.WidthAt(tile.Level, tile.Index, vector.Size).ShouldBe(tile.Width, vector.Path);
            Convert.ToHexStringLower(SHA256.HashData(Stored.Bytes(tile))).ShouldBe(vector.Sha256, vector.Path);
        }
    }
}
