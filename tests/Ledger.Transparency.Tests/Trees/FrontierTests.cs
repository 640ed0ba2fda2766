using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Trees;

public sealed class FrontierTests
{
    /// <summary>Beyond 2,048 = 2^11 the tree has a new level.</summary>
    private const int Sizes = 2_100;

    private static readonly NaiveTree Tree = NaiveTree.Of(Sizes);

    /// <summary>The eight entries of the reference implementation of RFC 6962 and the roots of its trees, of one to eight leaves.</summary>
    private static readonly (string Entry, string Root)[] Published =
    [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        ("606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ];

    [Fact]
    public void The_roots_of_the_reference_implementation_come_out()
    {
        var frontier = TreeFrontier.Empty();
        frontier.Root().ToString().ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        foreach (var (entry, root) in Published)
        {
            frontier.Append(TreeHasher.Leaf(Convert.FromHexString(entry)));
            frontier.Root().ToString().ShouldBe(root);
        }
    }

    [Fact]
    public async Task Every_size_has_the_root_of_the_definition()
    {
        var frontier = TreeFrontier.Empty();
        for (var size = 0; size <= Sizes; size++)
        {
            frontier.Size.ShouldBe(size);
            frontier.Root().ShouldBe(Tree.Root(size), $"size {size}");
            (await TreeRoot.Of(size, Tree, default)).ShouldBe(Tree.Root(size), $"size {size}");
            if (size < Sizes)
                frontier.Append(Tree.Leaves[size]);
        }
    }

    [Fact]
    public async Task An_edge_read_from_its_nodes_goes_on_as_the_one_that_grew()
    {
        var grown = TreeFrontier.Empty();
        for (var size = 0; size < 600; size++)
        {
            var read = TreeFrontier.Of(size, await Tree.Read(TreeFrontier.Nodes(size), default));
            read.Hashes.ShouldBe(grown.Hashes, $"size {size}");
            read.Append(Tree.Leaves[size]);
            grown.Append(Tree.Leaves[size]);
            read.Root().ShouldBe(grown.Root(), $"size {size}");
        }
    }

    [Fact]
    public void A_copy_grows_by_itself()
    {
        var frontier = TreeFrontier.Empty();
        frontier.Append(Tree.Leaves[0]);
        var copy = frontier.Copy();
        copy.Append(Tree.Leaves[1]);
        (frontier.Size, copy.Size).ShouldBe((1, 2));
        frontier.Root().ShouldBe(Tree.Root(1));
        copy.Root().ShouldBe(Tree.Root(2));
    }

    [Fact]
    public void An_edge_of_another_size_is_refused()
    {
        Should.Throw<ArgumentException>(() => TreeFrontier.Of(3, [Tree.Leaves[0]])).Message.ShouldContain("2 maximal subtrees, not 1");
        Should.Throw<ArgumentException>(() => TreeFrontier.Of(-1, []));
        Should.Throw<ArgumentException>(() => TreeFrontier.Nodes(-1));
    }

    [Fact]
    public void The_largest_tree_has_an_edge_and_takes_no_further_leaf()
    {
        TreeFrontier.Nodes(long.MaxValue).Count.ShouldBe(63);
        var full = TreeFrontier.Of(long.MaxValue, [.. Tree.Leaves.Take(63)]);
        Should.Throw<OverflowException>(() => full.Append(Tree.Leaves[0]));
        full.Size.ShouldBe(long.MaxValue);
        full.Root().ShouldNotBe(TreeHasher.Empty);
    }

    [Fact]
    public async Task A_source_that_gives_another_number_of_hashes_is_found() =>
        (await Should.ThrowAsync<InvalidDataException>(async () => await TreeRoot.Of(3, new Forgetful(), default)))
            .Message.ShouldContain("1 hashes for 2 addresses");

    private sealed class Forgetful : INodeSource
    {
        public ValueTask<IReadOnlyList<TreeHash>> Read(IReadOnlyList<NodeAddress> nodes, CancellationToken cancellation) =>
            ValueTask.FromResult<IReadOnlyList<TreeHash>>([TreeHasher.Empty]);
    }
}
