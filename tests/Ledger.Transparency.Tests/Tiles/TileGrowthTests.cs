using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Tests.Trees;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Tiles;

public sealed class TileGrowthTests
{
    private static readonly NaiveTree Tree = NaiveTree.Of(70_000);

    [Fact]
    public void The_tiles_of_the_specifications_example_have_its_widths()
    {
        var tiles = StoredTiles.Of(70_000).All().ToList();
        tiles.ShouldBe(TileAddress.Of(70_000));
        tiles.Count(tile => tile is { Level: 0, IsPartial: false }).ShouldBe(273);
        tiles.Where(tile => tile.Level > 0 || tile.IsPartial).Select(tile => tile.Path)
            .ShouldBe(["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]);
        StoredTiles.Of(256).All().Select(tile => tile.Path).ShouldBe(["tile/0/000", "tile/1/000.p/1"]);
    }

    /// <summary>The n-th tile at level l: MTH(D[(n * 256 + i) * 256^l : (n * 256 + i + 1) * 256^l]).</summary>
    [Fact]
    public void Every_hash_of_every_tile_is_the_one_of_the_definition()
    {
        var stored = StoredTiles.Of(70_000);
        foreach (var tile in stored.All())
        {
            var bytes = stored.Bytes(tile);
            var leaves = 1 << (8 * tile.Level);
            for (var i = 0; i < tile.Width; i++)
            {
                var start = (int)((tile.Index * 256) + i) * leaves;
                new TreeHash(bytes.AsSpan(32 * i, 32)).ShouldBe(Tree.Mth(start, start + leaves), $"hash {i} of {tile}");
            }
        }
    }

    /// <summary>However the growth is cut into steps, and whether it goes on in memory or from the partial tiles stored.</summary>
    [Fact]
    public void The_same_tiles_come_out_in_any_steps() =>
        Prop.ForAll(Arb.From(Gen.Elements(0, 1, 2, 100, 255, 256, 257, 511, 700, 1_500).ArrayOf(6)), Arb.From(Gen.Choose(0, 63)), Grows)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void So_do_they_where_a_third_level_begins() => Grows([65_535, 0, 1, 1, 300, 4_000], resumed: 0b010101).ShouldBeTrue();

    private static bool Grows(int[] steps, int resumed)
    {
        var (stored, growth) = (new StoredTiles(), TileGrowth.Empty());
        for (var step = 0; step < steps.Length && growth.Size + steps[step] <= 70_000; step++)
        {
            for (var i = 0; i < steps[step]; i++)
                growth.Append(Tree.Leaves[(int)growth.Size]);
            stored.Store(growth.Take());
            growth.Take().ShouldBeEmpty();
            growth.Root().ShouldBe(Tree.Root((int)growth.Size));
            if ((resumed >> step & 1) == 1)
                growth = Resumed(growth.Size, stored);
        }

        var once = StoredTiles.Of((int)growth.Size);
        stored.All().ShouldBe(once.All(), ignoreOrder: true);
        stored.All().ShouldBe(TileAddress.Of(growth.Size), ignoreOrder: true);
        return stored.All().All(tile => stored.Bytes(tile).AsSpan().SequenceEqual(once.Bytes(tile)));
    }

    [Fact]
    public void Parts_come_lowest_level_first_and_never_cross_a_tile()
    {
        var growth = TileGrowth.Empty();
        for (var i = 0; i < 250; i++)
            growth.Append(Tree.Leaves[i]);
        growth.Take();
        for (var i = 250; i < 520; i++)
            growth.Append(Tree.Leaves[i]);

        growth.Take().Select(part => (part.Level, part.Tile, part.First, part.Hashes.Length / 32))
            .ShouldBe([(0, 0, 250, 6), (0, 1, 0, 256), (0, 2, 0, 8), (1, 0, 0, 2)]);
    }

    [Fact]
    public void A_part_taken_does_not_change_when_the_tree_grows_on()
    {
        var growth = TileGrowth.Empty();
        growth.Append(Tree.Leaves[0]);
        var part = growth.Take().Single();
        for (var i = 1; i < 600; i++)
            growth.Append(Tree.Leaves[i]);
        part.Hashes.ToArray().ShouldBe(Tree.Leaves[0].ToArray());
    }

    [Fact]
    public void A_stored_tile_of_another_width_is_named() =>
        Should.Throw<InvalidDataException>(() => TileGrowth.Of(300, level => new byte[32 * (level == 0 ? 43 : 1)]))
            .Message.ShouldBe("tile/0/001.p/44 has 1408 bytes, and 1376 were given.");

    private static TileGrowth Resumed(long size, StoredTiles stored) => TileGrowth.Of(size, level =>
    {
        var hashes = size >> (8 * level);
        return stored.Bytes(new TileAddress(level, hashes / 256, (int)(hashes % 256)));
    });
}
