using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Trees;

public sealed class InclusionProofTests
{
    private static readonly NaiveTree Tree = NaiveTree.Of(2_100);

    [Fact]
    public async Task Every_leaf_of_every_small_tree_has_the_path_of_the_definition_and_it_holds()
    {
        for (var size = 1; size <= 130; size++)
        {
            for (var index = 0; index < size; index++)
                await Check(index, size);
        }
    }

    [Fact]
    public async Task So_do_leaves_of_larger_trees()
    {
        foreach (var size in (int[])[255, 256, 257, 511, 512, 513, 1_000, 2_047, 2_048, 2_049, 2_100])
        {
            for (var index = 0; index < size; index += 7)
                await Check(index, size);
            await Check(size - 1, size);
        }
    }

    [Fact]
    public async Task No_proof_holds_for_another_leaf_index_size_or_root()
    {
        foreach (var (index, size) in Places(40))
        {
            var proof = await InclusionProof.Make(index, size, Tree, default);
            for (var other = 0; other < 40; other++)
            {
                Verify(other, index, size, proof, Tree.Root(size)).Holds.ShouldBe(other == index);
                InclusionProof.Verify(Tree.Leaves[index], other, size, proof, Tree.Root(size)).Holds.ShouldBe(other == index);
                Verify(index, index, size, proof, Tree.Root(other)).Holds.ShouldBe(other == size);
            }
        }
    }

    [Fact]
    public async Task No_proof_holds_with_any_bit_changed()
    {
        foreach (var (index, size) in ((int, int)[])[(0, 2), (3, 7), (6, 7), (17, 33), (32, 33), (100, 257), (1_000, 2_048)])
        {
            var proof = await InclusionProof.Make(index, size, Tree, default);
            foreach (var altered in Alterations.OfEveryBit(proof))
                Verify(index, index, size, altered, Tree.Root(size)).Problem.ShouldNotBeNull().ShouldContain("another root");
        }
    }

    [Fact]
    public async Task No_proof_holds_shortened_lengthened_or_in_another_order()
    {
        foreach (var (index, size) in Places(40))
        {
            var proof = await InclusionProof.Make(index, size, Tree, default);
            foreach (var altered in Alterations.OfLengthAndOrder(proof))
                Verify(index, index, size, altered, Tree.Root(size)).Holds.ShouldBeFalse($"{index} in {size}");
        }
    }

    [Theory]
    [InlineData(-1, 5, "negative")]
    [InlineData(0, -5, "negative")]
    [InlineData(0, 0, "not in a tree")]
    [InlineData(5, 5, "not in a tree")]
    [InlineData(long.MaxValue, long.MaxValue, "not in a tree")]
    [InlineData(long.MinValue, long.MinValue, "negative")]
    [InlineData(0, long.MaxValue, "has 63 hashes, and 0 were given")]
    public void Numbers_that_no_tree_has_are_refused_in_words(long index, long size, string problem) =>
        Verify(0, index, size, [], Tree.Root(1)).Problem.ShouldNotBeNull().ShouldContain(problem);

    [Fact]
    public void A_proof_without_end_is_refused_by_its_length() =>
        Verify(0, 0, 2, [.. Enumerable.Repeat(Tree.Leaves[1], 100_000)], Tree.Root(2)).Problem
            .ShouldBe("The proof of index 0 in a tree of size 2 has 1 hashes, and 100000 were given.");

    [Fact]
    public async Task Asking_for_a_leaf_that_is_not_there_is_a_fault_of_the_caller()
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await InclusionProof.Make(5, 5, Tree, default));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await InclusionProof.Make(-1, 5, Tree, default));
    }

    [Fact]
    public void The_longest_proof_is_as_long_as_is_said()
    {
        InclusionProof.Length(0, long.MaxValue).ShouldBe(InclusionProof.LongestHashes);
        InclusionProof.Length(long.MaxValue - 1, long.MaxValue).ShouldBe(62);
    }

    private static async Task Check(int index, int size)
    {
        var proof = await InclusionProof.Make(index, size, Tree, default);
        proof.ShouldBe(Tree.Path(index, 0, size), $"{index} in {size}");
        proof.Count.ShouldBe(InclusionProof.Length(index, size));
        Verify(index, index, size, proof, Tree.Root(size)).ShouldBe(ProofVerdict.Sound, $"{index} in {size}");
    }

    private static ProofVerdict Verify(int leaf, long index, long size, IReadOnlyList<TreeHash> proof, TreeHash root) =>
        InclusionProof.Verify(Tree.Leaves[leaf], index, size, proof, root);

    private static IEnumerable<(int Index, int Size)> Places(int largest) =>
        from size in Enumerable.Range(1, largest - 1)
        from index in Enumerable.Range(0, size)
        select (index, size);
}
