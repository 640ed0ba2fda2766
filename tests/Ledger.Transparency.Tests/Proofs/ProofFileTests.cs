using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Policies;
using Ledger.Transparency.Proofs;

namespace Ledger.Transparency.Tests.Proofs;

public sealed class ProofFileTests
{
    private const string Two = "log <log>\nwitness one <w1>\nwitness two <w2>\nwitness three <w3>\ngroup g 2 one two three\nquorum g\n";
    private static readonly TrustPolicy Policy = NoteVector.Policy(Two);

    [Theory]
    [InlineData("entry-5.tlog-proof", 5, 5, 3)]
    [InlineData("entry-0-extra.tlog-proof", 0, 0, 2)]
    public void Proofs_of_another_implementation_hold(string name, long index, int entry, int witnesses)
    {
        var proof = Read(name);
        var verdict = proof.Verify(NoteVector.Entry(entry), Policy);

        proof.Index.ShouldBe(index);
        verdict.Problems.ShouldBeEmpty();
        verdict.Holds.ShouldBeTrue();
        verdict.Trust.Witnesses.Count.ShouldBe(witnesses);
        proof.Write().ShouldBe(NoteVector.Text(name));
    }

    [Fact]
    public void A_tree_of_one_entry_needs_no_hashes() =>
        Read("entry-only.tlog-proof").Verify(NoteVector.Entry(0), TrustPolicy.OfLogKeys([NoteVector.Log])).Holds.ShouldBeTrue();

    [Fact]
    public void What_the_application_put_in_is_given_back()
    {
        Encoding.UTF8.GetString(Read("entry-0-extra.tlog-proof").Extra.ShouldNotBeNull().Span).ShouldBe("hints for the reader");
        Read("entry-5.tlog-proof").Extra.ShouldBeNull();
        var empty = Read("entry-5.tlog-proof") with { Extra = ReadOnlyMemory<byte>.Empty };
        ProofFile.TryParse(empty.Write(), out var again, out _).ShouldBeTrue();
        again!.Extra.ShouldNotBeNull().Length.ShouldBe(0);
    }

    [Fact]
    public void Each_finding_stands_by_itself()
    {
        var proof = Read("entry-5.tlog-proof");

        var otherEntry = proof.Verify(NoteVector.Entry(4), Policy);
        (otherEntry.Holds, otherEntry.Trust.Holds, otherEntry.Inclusion.Holds).ShouldBe((false, true, false));

        var otherPolicy = proof.Verify(NoteVector.Entry(5), TrustPolicy.OfLogKeys([NoteVector.Verifier("other")]));
        (otherPolicy.Holds, otherPolicy.Trust.Holds, otherPolicy.Inclusion.Holds).ShouldBe((false, false, true));
        otherPolicy.Problems.ShouldHaveSingleItem().ShouldContain("ledger.example.cn/log");
    }

    [Fact]
    public void Too_few_witnesses_fail_the_proof()
    {
        var policy = NoteVector.Policy(Two.Replace("group g 2", "group g all"));

        Read("entry-0-extra.tlog-proof").Verify(NoteVector.Entry(0), policy).Problems.ShouldHaveSingleItem().ShouldContain("quorum");
        Read("entry-5.tlog-proof").Verify(NoteVector.Entry(5), policy).Holds.ShouldBeTrue();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(long.MaxValue)]
    public void Another_index_fails_the_proof(long index) =>
        (Read("entry-5.tlog-proof") with { Index = index }).Verify(NoteVector.Entry(5), Policy).Inclusion.Holds.ShouldBeFalse();

    /// <summary>The policy asks for every signature in the file, so that each of its bits counts for something.</summary>
    [Fact]
    public void Any_flipped_bit_is_refused()
    {
        var file = NoteVector.Bytes("entry-5.tlog-proof");
        var all = NoteVector.Policy(Two.Replace("group g 2", "group g all"));
        for (var bit = 0; bit < 8 * file.Length; bit++)
        {
            var flipped = (byte[])file.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (ProofFile.TryParse(flipped, out var proof, out _))
                proof.Verify(NoteVector.Entry(5), all).Holds.ShouldBeFalse($"bit {bit}");
        }
    }

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2", "first line")]
    [InlineData("c2sp.org/tlog-proof@v1\n", "", "first line")]
    [InlineData("index 0", "index 00", "Line 3")]
    [InlineData("index 0", "index -1", "Line 3")]
    [InlineData("index 0\n", "", "Line 3")]
    [InlineData("index 0", "index 0 ", "Line 3")]
    [InlineData("extra aGludHMgZm9yIHRoZSByZWFkZXI=", "extra aGludHMgZm9yIHRoZSByZWFkZXI", "extra")]
    [InlineData("extra aGludHMgZm9yIHRoZSByZWFkZXI=", "extras", "Line 2")]
    [InlineData("rjOrQlLYCHYyY+ideUuFBYlUJeViFmBT8jBTdyNdNaM=", "rjOrQlLYCHYyY+ideUuFBYlUJeViFmBT8jBTdyNdNaN=", "Line 4")]
    [InlineData("t5jNGGLztZQ12lc7b+rayqG9yfTFIMdPBkLtTBQydx0=", "t5jN", "Line 7")]
    [InlineData("\n13\n", "\n013\n", "second line")]
    [InlineData("\n\n", "\n", "empty line")]
    public void What_is_no_proof_says_why(string part, string instead, string word)
    {
        var file = NoteVector.Text("entry-0-extra.tlog-proof").Replace(part, instead, StringComparison.Ordinal);

        ProofFile.TryParse(file, out var proof, out var problem).ShouldBeFalse();
        proof.ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(word);
    }

    [Theory]
    [InlineData(ProofLimits.Hashes, true)]
    [InlineData(ProofLimits.Hashes + 1, false)]
    public void Hashes_have_a_limit(int count, bool isRead)
    {
        var proof = Read("entry-only.tlog-proof");
        var hash = NoteVector.Note("checkpoint-7.txt").Text.Split('\n')[2] + "\n";

        var file = proof.Write().Replace("index 0\n", "index 0\n" + string.Concat(Enumerable.Repeat(hash, count)));
        ProofFile.TryParse(file, out _, out _).ShouldBe(isRead);
    }

    [Fact]
    public void No_bytes_make_the_reader_throw() => Prop.ForAll(Hostile.Bytes(NoteVector.Text("entry-0-extra.tlog-proof")), bytes =>
        ProofFile.TryParse(bytes, out var proof, out var problem)
            ? proof.Write() == Encoding.UTF8.GetString(bytes)
            : problem is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static ProofFile Read(string name)
    {
        ProofFile.TryParse(NoteVector.Bytes(name), out var proof, out var problem).ShouldBeTrue(problem);
        return proof!;
    }
}
