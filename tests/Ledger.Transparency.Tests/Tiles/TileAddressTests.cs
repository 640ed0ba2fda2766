using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Tiles;

namespace Ledger.Transparency.Tests.Tiles;

public sealed class TileAddressTests
{
    [Theory]
    [InlineData("tile/0/000", 0, 0, 256, false)]
    [InlineData("tile/0/x001/x234/067", 0, 1_234_067, 256, false)]
    [InlineData("tile/3/000.p/17", 3, 0, 17, false)]
    [InlineData("tile/63/999.p/255", 63, 999, 255, false)]
    [InlineData("tile/entries/x001/067.p/5", 0, 1_067, 5, true)]
    [InlineData("tile/entries/x001/000", 0, 1_000, 256, true)]
    [InlineData("tile/1/x036/x028/x797/x018/x963/967.p/1", 1, TileAddress.HighestIndex, 1, false)]
    public void Paths_are_read_and_written(string path, int level, long index, int width, bool isEntries)
    {
        TileAddress.TryParse(path, out var tile).ShouldBeTrue();
        tile.ShouldBe(new TileAddress(level, index, width, isEntries));
        (tile.Level, tile.Index, tile.Width, tile.IsEntries, tile.IsPartial).ShouldBe((level, index, width, isEntries, width < 256));
        tile.Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/000/")]
    [InlineData("tile//000")]
    [InlineData("tiles/0/000")]
    [InlineData("Tile/0/000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/01/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/+1/000")]
    [InlineData("tile/ 1/000")]
    [InlineData("tile/99999999999999999999/000")]
    [InlineData("tile/data/000")]
    [InlineData("tile/Entries/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/00")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/1000")]
    [InlineData("tile/0/x000")]
    [InlineData("tile/0/x000/000")]
    [InlineData("tile/0/x000/x001/000")]
    [InlineData("tile/0/001/000")]
    [InlineData("tile/0/x001/x000")]
    [InlineData("tile/0/xx01/000")]
    [InlineData("tile/0/x1/000")]
    [InlineData("tile/0/x001//000")]
    [InlineData("tile/0/x-01/000")]
    [InlineData("tile/0/-01")]
    [InlineData("tile/0/0 1")]
    [InlineData("tile/0/０００")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/+1")]
    [InlineData("tile/0/000.p/-1")]
    [InlineData("tile/0/000.p/1/")]
    [InlineData("tile/0/000.p/1.p/1")]
    [InlineData("tile/0/000.p/99999999999999999999")]
    [InlineData("tile/0.p/1/000")]
    [InlineData("tile/0/000/1")]
    [InlineData("tile/0/000.P/1")]
    [InlineData("tile/0/../000")]
    [InlineData("tile/0/x036/x028/x797/x018/x963/968")]
    [InlineData("tile/0/x009/x223/x372/x036/x854/x775/808")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Anything_else_is_no_path(string path)
    {
        TileAddress.TryParse(path, out var tile).ShouldBeFalse();
        tile.ShouldBe(default);
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(Arb.From(Addresses), tile => TileAddress.TryParse(tile.Path, out var again) && again == tile)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    /// <summary>One character changed, removed or put in: it is no path, or the path of another tile.</summary>
    [Fact]
    public void No_two_paths_are_of_one_tile() =>
        Prop.ForAll(Arb.From(Addresses), Arb.From(Gen.Choose(0, 60)), Arb.From(Gen.Elements("", "0", "x", "/", ".")), (tile, at, put) =>
        {
            var place = at % tile.Path.Length;
            string[] altered = [tile.Path[..place] + put + tile.Path[place..], tile.Path[..place] + put + tile.Path[(place + 1)..]];
            return altered.All(path => path == tile.Path || !TileAddress.TryParse(path, out var other) || other != tile);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData(-1, 0, 1, false)]
    [InlineData(64, 0, 1, false)]
    [InlineData(1, 0, 1, true)]
    [InlineData(0, -1, 1, false)]
    [InlineData(0, TileAddress.HighestIndex + 1, 1, false)]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 0, 257, false)]
    public void Numbers_that_no_path_can_name_make_no_tile(int level, long index, int width, bool isEntries) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new TileAddress(level, index, width, isEntries));

    [Theory]
    [InlineData(0, 273, 70_000, 112)]
    [InlineData(0, 272, 70_000, 256)]
    [InlineData(0, 274, 70_000, 0)]
    [InlineData(1, 0, 70_000, 256)]
    [InlineData(1, 1, 70_000, 17)]
    [InlineData(2, 0, 70_000, 1)]
    [InlineData(3, 0, 70_000, 0)]
    [InlineData(0, 1, 256, 0)]
    [InlineData(1, 0, 256, 1)]
    [InlineData(1, 0, 255, 0)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(7, 0, long.MaxValue, 127)]
    [InlineData(8, 0, long.MaxValue, 0)]
    [InlineData(63, 0, long.MaxValue, 0)]
    [InlineData(0, long.MaxValue, long.MaxValue, 0)]
    [InlineData(0, TileAddress.HighestIndex, long.MaxValue, 255)]
    [InlineData(-1, 0, 70_000, 0)]
    [InlineData(0, -1, 70_000, 0)]
    public void The_width_follows_the_size(int level, long index, long size, int width) =>
        TileAddress.WidthAt(level, index, size).ShouldBe(width);

    [Theory]
    [InlineData(0, TileAddress.HighestIndex, 255, false, true)]
    [InlineData(0, TileAddress.HighestIndex, 256, false, false)]
    [InlineData(0, TileAddress.HighestIndex, 256, true, false)]
    [InlineData(1, (1L << 47) - 1, 255, false, true)]
    [InlineData(1, 1L << 47, 1, false, false)]
    [InlineData(7, 0, 127, false, true)]
    [InlineData(7, 0, 128, false, false)]
    [InlineData(8, 0, 1, false, false)]
    [InlineData(63, 0, 1, false, false)]
    public void What_no_tree_can_have_is_out_of_reach(int level, long index, int width, bool isEntries, bool isInReach) =>
        new TileAddress(level, index, width, isEntries).IsInReach.ShouldBe(isInReach);

    [Fact]
    public void What_is_new_between_two_sizes_is_what_the_later_has_and_the_earlier_has_not() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 70_000)), Arb.From(Gen.Choose(0, 70_000)), (one, two) =>
        {
            var (old, size) = (Math.Min(one, two), Math.Max(one, two));
            return TileAddress.Between(old, size).SequenceEqual(TileAddress.Of(size).Except(TileAddress.Of(old)))
                && TileAddress.EntriesBetween(old, size).Select(tile => tile.Path)
                    .SequenceEqual(TileAddress.Between(old, size).Where(tile => tile.Level == 0).Select(tile => tile.Path.Replace("tile/0/",
                        "tile/entries/", StringComparison.Ordinal)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void A_tree_of_any_size_begins_to_list_its_tiles_at_once() =>
        TileAddress.Between(0, long.MaxValue).First().ShouldBe(new TileAddress(0, 0));

    private static Gen<TileAddress> Addresses =>
        from level in Gen.Choose(0, 63)
        from isEntries in Gen.Elements(true, false, false)
        from high in Gen.Elements(0, 1, 999, 1_000, int.MaxValue)
        from low in Gen.Elements(0, 1, 9, 10, 99, 100, 999, 1_000, 1_001, 999_999, 1_000_000)
        from width in Gen.Choose(1, 256)
        select new TileAddress(isEntries ? 0 : level, (high * 1_000_000L) + low, width, isEntries);
}
