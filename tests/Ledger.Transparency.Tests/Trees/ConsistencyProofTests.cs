using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Trees;

public sealed class ConsistencyProofTests
{
    private static readonly NaiveTree Tree = NaiveTree.Of(2_100);

    [Fact]
    public async Task Every_pair_of_small_trees_has_the_proof_of_the_definition_and_it_holds()
    {
        for (var newSize = 1; newSize <= 130; newSize++)
        {
            for (var oldSize = 1; oldSize <= newSize; oldSize++)
                await Check(oldSize, newSize);
        }
    }

    [Fact]
    public async Task So_have_pairs_of_larger_trees()
    {
        int[] sizes = [1, 2, 3, 127, 128, 255, 256, 257, 511, 512, 513, 1_000, 1_024, 2_047, 2_048, 2_049, 2_100];
        foreach (var newSize in sizes)
        {
            foreach (var oldSize in sizes.Where(size => size <= newSize))
                await Check(oldSize, newSize);
        }
    }

    [Fact]
    public async Task No_proof_holds_for_other_sizes_or_roots()
    {
        for (var newSize = 1; newSize < 34; newSize++)
        {
            for (var oldSize = 1; oldSize < newSize; oldSize++)
            {
                var proof = await ConsistencyProof.Make(oldSize, newSize, Tree, default);
                for (var other = 1; other < 34; other++)
                {
                    Verify(other, newSize, oldSize, newSize, proof).Holds.ShouldBe(other == oldSize, $"old root of {other}");
                    Verify(oldSize, other, oldSize, newSize, proof).Holds.ShouldBe(other == newSize, $"new root of {other}");
                    Verify(other, newSize, other, newSize, proof).Holds.ShouldBe(other == oldSize, $"{other} to {newSize}");
                    Verify(oldSize, other, oldSize, other, proof).Holds.ShouldBe(other == newSize, $"{oldSize} to {other}");
                }
            }
        }
    }

    [Fact]
    public async Task No_proof_holds_with_any_bit_changed()
    {
        foreach (var (oldSize, newSize) in ((int, int)[])[(1, 2), (3, 7), (4, 7), (6, 8), (7, 8), (33, 64), (100, 257), (1_023, 2_048)])
        {
            var proof = await ConsistencyProof.Make(oldSize, newSize, Tree, default);
            foreach (var altered in Alterations.OfEveryBit(proof))
                Verify(oldSize, newSize, oldSize, newSize, altered).Problem.ShouldNotBeNull().ShouldContain("another root");
        }
    }

    [Fact]
    public async Task No_proof_holds_shortened_lengthened_or_in_another_order()
    {
        for (var newSize = 1; newSize < 40; newSize++)
        {
            for (var oldSize = 1; oldSize <= newSize; oldSize++)
            {
                var proof = await ConsistencyProof.Make(oldSize, newSize, Tree, default);
                foreach (var altered in Alterations.OfLengthAndOrder(proof))
                    Verify(oldSize, newSize, oldSize, newSize, altered).Holds.ShouldBeFalse($"{oldSize} to {newSize}");
            }
        }
    }

    [Fact]
    public async Task From_the_empty_tree_every_tree_follows_without_a_proof()
    {
        (await ConsistencyProof.Make(0, 5, Tree, default)).ShouldBeEmpty();
        Verify(0, 5, 0, 5, []).ShouldBe(ProofVerdict.Sound);
        Verify(0, 0, 0, 0, []).ShouldBe(ProofVerdict.Sound);
        Verify(1, 5, 0, 5, []).Problem.ShouldNotBeNull().ShouldContain("SHA-256 of nothing");
        Verify(1, 1, 0, 0, []).Problem.ShouldNotBeNull().ShouldContain("SHA-256 of nothing");
        Verify(0, 1, 0, 0, []).Problem.ShouldBe("Two trees of size 0 with different roots.");
        Verify(0, 5, 0, 5, [Tree.Leaves[0]]).Problem.ShouldNotBeNull().ShouldContain("has 0 hashes, and 1 were given");
    }

    [Fact]
    public void Trees_of_one_size_are_one_tree()
    {
        Verify(5, 5, 5, 5, []).ShouldBe(ProofVerdict.Sound);
        Verify(5, 4, 5, 5, []).Problem.ShouldBe("Two trees of size 5 with different roots.");
        Verify(5, 5, 5, 5, [Tree.Leaves[0]]).Holds.ShouldBeFalse();
    }

    [Theory]
    [InlineData(-1, 5, "negative")]
    [InlineData(-1, -1, "negative")]
    [InlineData(5, -1, "negative")]
    [InlineData(long.MinValue, long.MaxValue, "negative")]
    [InlineData(6, 5, "does not shrink")]
    [InlineData(3, 7, "has 4 hashes, and 0 were given")]
    [InlineData(1, long.MaxValue, "has 63 hashes, and 0 were given")]
    public void Sizes_that_no_growth_has_are_refused_in_words(long oldSize, long newSize, string problem) =>
        ConsistencyProof.Verify(oldSize, newSize, Tree.Root(5), Tree.Root(5), []).Problem.ShouldNotBeNull().ShouldContain(problem);

    [Fact]
    public async Task Asking_for_a_tree_that_shrinks_is_a_fault_of_the_caller() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await ConsistencyProof.Make(6, 5, Tree, default));

    [Fact]
    public void The_longest_proof_is_as_long_as_is_said() =>
        ConsistencyProof.Length((1L << 62) + 1, long.MaxValue).ShouldBe(ConsistencyProof.LongestHashes);

    [Fact]
    public void What_nobody_checked_does_not_hold()
    {
        default(ProofVerdict).Holds.ShouldBeFalse();
        default(ProofVerdict).Problem.ShouldBe("Nothing was checked.");
    }

    private static async Task Check(int oldSize, int newSize)
    {
        var proof = await ConsistencyProof.Make(oldSize, newSize, Tree, default);
        proof.ShouldBe(Tree.Proof(oldSize, newSize), $"{oldSize} to {newSize}");
        proof.Count.ShouldBe(ConsistencyProof.Length(oldSize, newSize));
        Verify(oldSize, newSize, oldSize, newSize, proof).ShouldBe(ProofVerdict.Sound, $"{oldSize} to {newSize}");
    }

    private static ProofVerdict Verify(int oldRoot, int newRoot, long oldSize, long newSize, IReadOnlyList<TreeHash> proof) =>
        ConsistencyProof.Verify(oldSize, newSize, Tree.Root(oldRoot), Tree.Root(newRoot), proof);
}
