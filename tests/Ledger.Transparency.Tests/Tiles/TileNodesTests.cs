using Ledger.Transparency.Tests.Trees;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Tiles;

public sealed class TileNodesTests
{
    private static readonly NaiveTree Tree = NaiveTree.Of(70_000);

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_536)]
    [InlineData(70_000)]
    public async Task Every_node_of_the_tree_is_found_in_its_tiles(int size)
    {
        var nodes = new List<NodeAddress>();
        for (var level = 0; size >> level > 0; level++)
        {
            var step = Math.Max(1, (size >> level) / 50);
            for (var index = 0; index < size >> level; index += step)
                nodes.Add(new NodeAddress(level, index));
        }

        (await new TileNodes(StoredTiles.Of(size), size).Read(nodes, default)).ShouldBe(await Tree.Read(nodes, default));
    }

    [Fact]
    public async Task Proofs_at_any_earlier_size_come_from_the_tiles_of_a_later_one()
    {
        var stored = StoredTiles.Of(70_000);
        foreach (var size in (int[])[1, 200, 256, 300, 65_536, 65_600, 69_999, 70_000])
        {
            var nodes = new TileNodes(stored, size);
            (await TreeRoot.Of(size, nodes, default)).ShouldBe(Tree.Root(size));
            foreach (var index in (int[])[0, size / 3, size - 1])
                (await InclusionProof.Make(index, size, nodes, default)).ShouldBe(Tree.Path(index, 0, size));
            (await ConsistencyProof.Make((size + 1) / 2, size, nodes, default)).ShouldBe(Tree.Proof((size + 1) / 2, size));
        }
    }

    [Fact]
    public async Task A_tile_is_fetched_once_for_all_nodes_asked()
    {
        var stored = StoredTiles.Of(70_000);
        await InclusionProof.Make(1_000, 70_000, new TileNodes(stored, 70_000), default);
        stored.Asked.ShouldBe(["tile/0/003", "tile/1/000", "tile/1/001.p/17", "tile/0/273.p/112"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_partial_tile_that_was_deleted_is_taken_from_the_full_one()
    {
        var stored = StoredTiles.Of(300);
        stored.Instead["tile/0/000.p/100"] = null;
        (await TreeRoot.Of(100, new TileNodes(stored, 100), default)).ShouldBe(Tree.Root(100));
        stored.Asked.ShouldBe(["tile/0/000.p/100", "tile/0/000"]);
    }

    [Fact]
    public async Task A_wider_tile_than_was_asked_begins_with_what_was()
    {
        var stored = StoredTiles.Of(300);
        stored.Instead["tile/0/000.p/100"] = stored.Bytes(new TileAddress(0, 0, 130));
        (await TreeRoot.Of(100, new TileNodes(stored, 100), default)).ShouldBe(Tree.Root(100));
    }

    [Theory]
    [InlineData(null, "tile/0/000.p/100 is not there.")]
    [InlineData(0, "tile/0/000.p/100 is not there.")]
    [InlineData(31, "tile/0/000.p/100 has 31 bytes: a tile of 100 hashes has 3200.")]
    [InlineData(3_168, "tile/0/000.p/100 has 3168 bytes: a tile of 100 hashes has 3200.")]
    [InlineData(3_201, "tile/0/000.p/100 has 3201 bytes: a tile of 100 hashes has 3200.")]
    [InlineData(8_224, "tile/0/000.p/100 has 8224 bytes: a tile of 100 hashes has 3200.")]
    public async Task A_tile_that_is_missing_or_malformed_is_named(int? bytes, string problem)
    {
        var stored = StoredTiles.Of(100);
        stored.Instead["tile/0/000.p/100"] = bytes is int length ? new byte[length] : null;
        (await Should.ThrowAsync<InvalidDataException>(async () => await TreeRoot.Of(100, new TileNodes(stored, 100), default)))
            .Message.ShouldBe(problem);
    }

    [Fact]
    public async Task A_full_tile_that_is_missing_has_no_wider_one_to_be_asked_for()
    {
        var stored = StoredTiles.Of(256);
        stored.Instead["tile/0/000"] = null;
        (await Should.ThrowAsync<InvalidDataException>(async () =>
            await new TileNodes(stored, 256).Read([new NodeAddress(0, 5)], default))).Message.ShouldBe("tile/0/000 is not there.");
        stored.Asked.ShouldBe(["tile/0/000"]);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(6, 1)]
    [InlineData(0, -1)]
    [InlineData(-1, 0)]
    [InlineData(63, 0)]
    public async Task A_node_outside_the_tree_is_a_fault_of_the_caller(int level, long index) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () =>
            await new TileNodes(StoredTiles.Of(100), 100).Read([new NodeAddress(level, index)], default));
}
