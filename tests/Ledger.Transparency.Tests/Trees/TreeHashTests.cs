using System.Security.Cryptography;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Trees;

public sealed class TreeHashTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    [Fact]
    public void A_hash_is_written_and_read_in_both_ways()
    {
        var hash = new TreeHash(Bytes);
        hash.ToArray().ShouldBe(Bytes);
        TreeHash.TryFromBase64(hash.ToBase64(), out var read).ShouldBeTrue();
        read.ShouldBe(hash);
        TreeHash.TryFromHex(hash.ToString(), out read).ShouldBeTrue();
        read.ShouldBe(hash);
        TreeHash.TryFromHex(hash.ToString().ToUpperInvariant(), out read).ShouldBeTrue();
        (read == hash, read != hash, read.GetHashCode() == hash.GetHashCode()).ShouldBe((true, false, true));
    }

    /// <summary>The last character of 32 bytes in base64 has two bits that mean nothing: set, they would give one hash two texts.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(" AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-A=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA===")]
    public void Base64_in_any_other_form_is_refused(string text)
    {
        TreeHash.TryFromBase64(text, out var hash).ShouldBeFalse();
        hash.ShouldBe(default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000000")]
    public void Hexadecimal_of_another_length_or_alphabet_is_refused(string text) => TreeHash.TryFromHex(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void There_is_no_hash_of_another_length(int length) => Should.Throw<ArgumentException>(() => new TreeHash(new byte[length]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_047)]
    [InlineData(2_048)]
    [InlineData(65_535)]
    public void A_leaf_is_the_hash_of_a_zero_byte_and_the_entry(int length)
    {
        var entry = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();
        TreeHasher.Leaf(entry).ToArray().ShouldBe(SHA256.HashData([0, .. entry]));
    }

    [Fact]
    public void An_entry_of_two_hashes_is_not_taken_for_their_node()
    {
        var (left, right) = (new TreeHash(Bytes), TreeHasher.Empty);
        TreeHasher.Leaf([.. left.ToArray(), .. right.ToArray()]).ShouldNotBe(TreeHasher.Node(left, right));
        TreeHasher.Node(left, right).ToArray().ShouldBe(SHA256.HashData([1, .. left.ToArray(), .. right.ToArray()]));
    }
}
