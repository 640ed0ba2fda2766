using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Tiles;

namespace Ledger.Transparency.Tests.Tiles;

public sealed class EntryBundleTests
{
    [Fact]
    public void Each_entry_stands_behind_its_length() =>
        Convert.ToHexStringLower(EntryBundle.Write([Bytes("ab"), Bytes(""), Bytes(new string('x', 256))]))
            .ShouldBe("00026162" + "0000" + "0100" + string.Concat(Enumerable.Repeat("78", 256)));

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 600).ArrayOf().Where(lengths => lengths.Length is > 0 and <= 256)), lengths =>
        {
            var entries = lengths.Select(length => Bytes(new string((char)('a' + (length % 26)), length))).ToList();
            var bundle = EntryBundle.Write(entries);
            return EntryBundle.TryRead(bundle, out var read) && read.Count == entries.Count
                && read.Zip(entries).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_bundle_is_read_only_whole()
    {
        var bundle = EntryBundle.Write([Bytes("one"), Bytes(""), Bytes("three")]);
        for (var length = 0; length < bundle.Length; length++)
        {
            // Cut at a border of entries it is a narrower bundle.
            var isBorder = length is 5 or 7;
            EntryBundle.TryRead(bundle.AsMemory(0, length), out var entries).ShouldBe(isBorder, $"{length} bytes");
            entries.Count.ShouldBe(length switch { 5 => 1, 7 => 2, _ => 0 });
        }

        EntryBundle.TryRead((byte[])[.. bundle, 0], out _).ShouldBeFalse();
        EntryBundle.TryRead((byte[])[.. bundle, 0, 1], out _).ShouldBeFalse();
    }

    [Fact]
    public void It_has_256_entries_at_most_and_one_at_least()
    {
        var entries = Enumerable.Repeat(Bytes("e"), 256).ToList();
        EntryBundle.TryRead(EntryBundle.Write(entries), out var read).ShouldBeTrue();
        read.Count.ShouldBe(256);
        EntryBundle.TryRead((byte[])[.. EntryBundle.Write(entries), 0, 0], out read).ShouldBeFalse();
        read.ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => EntryBundle.Write(entries.Append(Bytes("e")))).Message.ShouldContain("1 to 256");
        Should.Throw<ArgumentException>(() => EntryBundle.Write([])).Message.ShouldContain("1 to 256");
        EntryBundle.TryRead(default, out _).ShouldBeFalse();
    }

    [Fact]
    public void The_longest_entry_has_65535_bytes()
    {
        var longest = new byte[EntryBundle.EntryBytes];
        EntryBundle.TryRead(EntryBundle.Write([longest, longest]), out var read).ShouldBeTrue();
        read.Select(entry => entry.Length).ShouldBe([65_535, 65_535]);
        Should.Throw<ArgumentException>(() => EntryBundle.WriteEntry(new byte[65_536], new ArrayBufferWriter<byte>()))
            .Message.ShouldContain("65536");
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
