using System.Text;
using Ledger.Transparency.Tests.Trees;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Tiles;

public sealed class CheckedTilesTests
{
    private static readonly NaiveTree Tree = NaiveTree.Of(70_000);

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(300)]
    [InlineData(65_536)]
    [InlineData(70_000)]
    public async Task Every_tile_of_an_honest_source_is_handed_out(int size)
    {
        var stored = StoredTiles.Of(size);
        var tiles = new CheckedTiles(stored, size, Tree.Root(size));
        foreach (var tile in TileAddress.Of(size))
            (await tiles.Read(tile, default)).ShouldNotBeNull().Span.SequenceEqual(stored.Bytes(tile)).ShouldBeTrue(tile.Path);
        stored.Asked.Count.ShouldBe(stored.Asked.Distinct().Count());
    }

    [Fact]
    public async Task A_bit_changed_anywhere_in_any_tile_is_found_and_nothing_of_that_tile_is_handed_out()
    {
        var stored = StoredTiles.Of(70_000);
        foreach (var tile in TileAddress.Of(70_000).Where(tile => tile.Level > 0 || tile.Index % 40 == 0 || tile.IsPartial))
        {
            for (var at = 0; at < tile.Width * 32; at += 641)
            {
                var bytes = stored.Bytes(tile);
                bytes[at] ^= 0x10;
                stored.Instead[tile.Path] = bytes;
                (await Should.ThrowAsync<InvalidDataException>(async () =>
                    await new CheckedTiles(stored, 70_000, Tree.Root(70_000)).Read(tile, default))).Message.ShouldContain(tile.Path);
            }

            stored.Instead.Clear();
        }
    }

    /// <summary>A forger who changes a tile and every tile above it comes to another root.</summary>
    [Fact]
    public async Task A_whole_other_tree_is_found_by_its_root()
    {
        var growth = TileGrowth.Empty();
        var forged = new StoredTiles();
        for (var i = 0; i < 70_000; i++)
            growth.Append(i == 1_234 ? NaiveTree.Leaf(-1) : Tree.Leaves[i]);
        forged.Store(growth.Take());

        (await Should.ThrowAsync<InvalidDataException>(async () =>
            await new CheckedTiles(forged, 70_000, Tree.Root(70_000)).Read(new TileAddress(0, 4), default)))
            .Message.ShouldBe("tile/2/000.p/1, tile/1/001.p/17, tile/0/273.p/112: together they make the root "
                + $"{growth.Root().ToBase64()}, and the tree of size 70000 has {Tree.Root(70_000).ToBase64()}.");
    }

    [Fact]
    public async Task A_tile_of_another_place_is_found()
    {
        var stored = StoredTiles.Of(70_000);
        stored.Instead["tile/0/005"] = stored.Bytes(new TileAddress(0, 6));
        (await Should.ThrowAsync<InvalidDataException>(async () =>
            await new CheckedTiles(stored, 70_000, Tree.Root(70_000)).Read(new TileAddress(0, 5), default)))
            .Message.ShouldBe("tile/0/005 is not of this tree: it does not make hash 5 of tile/1/000.");
    }

    [Fact]
    public async Task A_narrower_tile_than_the_tree_has_is_the_beginning_of_the_proven_one()
    {
        var stored = StoredTiles.Of(300);
        var tiles = new CheckedTiles(stored, 300, Tree.Root(300));
        (await tiles.Read(new TileAddress(0, 0, 100), default)).ShouldNotBeNull().Length.ShouldBe(3_200);
        (await tiles.Read(new TileAddress(0, 1, 7), default)).ShouldNotBeNull().ToArray().ShouldBe(stored.Bytes(new TileAddress(0, 1, 7)));
    }

    [Fact]
    public async Task What_the_tree_has_not_is_not_there_and_not_asked_for()
    {
        var stored = StoredTiles.Of(70_000);
        var tiles = new CheckedTiles(stored, 300, Tree.Root(300));
        (await tiles.Read(new TileAddress(0, 1), default)).ShouldBeNull();
        (await tiles.Read(new TileAddress(0, 2), default)).ShouldBeNull();
        (await tiles.Read(new TileAddress(9, 0), default)).ShouldBeNull();
        (await tiles.Read(default, default)).ShouldBeNull();
        (await new CheckedTiles(stored, 0, TreeHasher.Empty).Read(new TileAddress(0, 0), default)).ShouldBeNull();
        stored.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_are_handed_out_where_their_hashes_are_in_the_tree()
    {
        var stored = StoredTiles.Of(300);
        stored.Instead["tile/entries/000"] = Bundle(0, 256);
        stored.Instead["tile/entries/001.p/44"] = Bundle(256, 44);
        var tiles = new CheckedTiles(stored, 300, Tree.Root(300));
        (await tiles.Read(TileAddress.Entries(0), default)).ShouldNotBeNull().ToArray().ShouldBe(Bundle(0, 256));
        (await tiles.Read(TileAddress.Entries(0, 9), default)).ShouldNotBeNull().ToArray().ShouldBe(Bundle(0, 9));
        (await tiles.Read(TileAddress.Entries(1, 44), default)).ShouldNotBeNull().ToArray().ShouldBe(Bundle(256, 44));
        (await tiles.Read(TileAddress.Entries(1), default)).ShouldBeNull();
    }

    [Fact]
    public async Task Entries_that_are_not_those_of_the_tree_are_found()
    {
        await Refused(Bundle(256, 44), "tile/entries/001.p/44 is not a bundle", [.. Bundle(256, 44), 0]);
        await Refused(Bundle(256, 44), "tile/entries/001.p/44 is not a bundle", Bundle(256, 43));
        await Refused(Bundle(256, 44), "tile/entries/001.p/44: entry 0 is not", Bundle(257, 44));
        var bundle = Bundle(256, 44);
        bundle[^1] ^= 1;
        await Refused(Bundle(256, 44), "tile/entries/001.p/44: entry 43 is not", bundle);
        await Refused(Bundle(256, 44), "tile/entries/001.p/44 is not there", null);
    }

    [Fact]
    public async Task A_source_that_first_fails_is_asked_again()
    {
        var stored = StoredTiles.Of(300);
        var tiles = new CheckedTiles(stored, 300, Tree.Root(300));
        stored.Instead["tile/0/001.p/44"] = new byte[44 * 32];
        await Should.ThrowAsync<InvalidDataException>(async () => await tiles.Read(new TileAddress(0, 0), default));
        stored.Instead.Clear();
        (await tiles.Read(new TileAddress(0, 0), default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Proofs_from_checked_tiles_are_proofs()
    {
        var nodes = new TileNodes(new CheckedTiles(StoredTiles.Of(70_000), 70_000, Tree.Root(70_000)), 70_000);
        (await InclusionProof.Make(12_345, 70_000, nodes, default)).ShouldBe(Tree.Path(12_345, 0, 70_000));
        (await ConsistencyProof.Make(65_537, 70_000, nodes, default)).ShouldBe(Tree.Proof(65_537, 70_000));
    }

    private static async Task Refused(byte[] honest, string problem, byte[]? given)
    {
        var stored = StoredTiles.Of(300);
        stored.Instead["tile/entries/001.p/44"] = honest;
        var tiles = new CheckedTiles(stored, 300, Tree.Root(300));
        (await tiles.Read(TileAddress.Entries(1, 44), default)).ShouldNotBeNull();
        stored.Instead["tile/entries/001.p/44"] = given;
        (await Should.ThrowAsync<InvalidDataException>(async () => await tiles.Read(TileAddress.Entries(1, 44), default)))
            .Message.ShouldStartWith(problem);
    }

    private static byte[] Bundle(int first, int count) =>
        EntryBundle.Write(Enumerable.Range(first, count).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"entry {i}")));
}
