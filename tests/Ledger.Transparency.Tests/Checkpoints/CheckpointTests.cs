using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Trees;

namespace Ledger.Transparency.Tests.Checkpoints;

public sealed class CheckpointTests
{
    private const string Root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    private static readonly Arbitrary<Checkpoint> Any =
        (from origin in Line
         from size in Gen.OneOf(Gen.Choose(0, 12).Select(small => (long)small), Gen.Elements(long.MaxValue, long.MaxValue - 1, 1L << 40))
         from root in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(TreeHash.Bytes)
         from extensions in Line.ListOf()
         select new Checkpoint(origin, size, new TreeHash(root), [.. extensions])).ToArbitrary();

    private static Gen<string> Line =>
        Gen.Elements('a', ' ', '甲', '+', '0', '—').ArrayOf().Where(letters => letters.Length > 0).Select(letters => new string(letters));

    [Fact]
    public void The_example_of_the_specification_is_read()
    {
        Checkpoint.TryParse($"example.com/behind-the-sofa\n20852163\n{Root}\n", out var checkpoint, out var problem).ShouldBeTrue(problem);

        checkpoint!.Origin.ShouldBe("example.com/behind-the-sofa");
        checkpoint.Size.ShouldBe(20_852_163);
        checkpoint.Root.ToBase64().ShouldBe(Root);
        checkpoint.Extensions.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_written_is_read_back() => Prop.ForAll(Any, checkpoint =>
        Checkpoint.TryParse(checkpoint.Text, out var read, out _) && read == checkpoint && read.Text == checkpoint.Text)
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("log\n1\n" + Root, "newline")]
    [InlineData("log\n1\n", "three lines")]
    [InlineData("", "three lines")]
    [InlineData("log", "newline")]
    [InlineData("\n1\n" + Root + "\n", "empty line")]
    [InlineData("log\n\n" + Root + "\n", "empty line")]
    [InlineData("log\n1\n" + Root + "\n\n", "empty line")]
    [InlineData("log\n1\n" + Root + "\na\n\nb\n", "empty line")]
    [InlineData("log\n01\n" + Root + "\n", "second line")]
    [InlineData("log\n00\n" + Root + "\n", "second line")]
    [InlineData("log\n+1\n" + Root + "\n", "second line")]
    [InlineData("log\n-1\n" + Root + "\n", "second line")]
    [InlineData("log\n 1\n" + Root + "\n", "second line")]
    [InlineData("log\n1 \n" + Root + "\n", "second line")]
    [InlineData("log\n１\n" + Root + "\n", "second line")]
    [InlineData("log\n1e3\n" + Root + "\n", "second line")]
    [InlineData("log\n9223372036854775808\n" + Root + "\n", "second line")]
    [InlineData("log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", "third line")]
    [InlineData("log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n", "third line")]
    [InlineData("log\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n", "third line")]
    [InlineData("log\n1\n" + Root + " \n", "third line")]
    [InlineData("log\r\n1\n" + Root + "\n", "U+000D")]
    public void What_is_no_checkpoint_says_why(string text, string word)
    {
        Checkpoint.TryParse(text, out var checkpoint, out var problem).ShouldBeFalse();
        checkpoint.ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(word);
    }

    [Theory]
    [InlineData("log\n0\n" + Root + "\n", 0)]
    [InlineData("log\n9223372036854775807\n" + Root + "\n", long.MaxValue)]
    public void Sizes_reach_from_nothing_to_the_end_of_the_type(string text, long size)
    {
        Checkpoint.TryParse(text, out var checkpoint, out _).ShouldBeTrue();
        checkpoint!.Size.ShouldBe(size);
    }

    [Fact]
    public void No_text_makes_the_reader_throw() => Prop.ForAll(Hostile.Bytes($"log\n12\n{Root}\nextension\n"), bytes =>
        Checkpoint.TryParse(Encoding.UTF8.GetString(bytes), out var read, out var problem)
            ? read.Text == Encoding.UTF8.GetString(bytes)
            : problem is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData("", 1)]
    [InlineData("a\nb", 1)]
    [InlineData("a\tb", 1)]
    [InlineData("log", -1)]
    public void What_cannot_be_written_is_not_made(string origin, long size) =>
        Should.Throw<ArgumentException>(() => new Checkpoint(origin, size, TreeHasher.Empty, []));
}
