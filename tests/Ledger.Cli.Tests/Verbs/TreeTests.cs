using System.Text;
using Ledger.Transparency.Trees;

namespace Ledger.Cli.Tests.Verbs;

public sealed class TreeTests : IDisposable
{
    private readonly OfflineLedger ledger = new();

    public void Dispose() => ledger.Dispose();

    public static TheoryData<byte[], byte[][]> Files => new()
    {
        { [], [] },
        { "\n"u8.ToArray(), [[]] },
        { "a"u8.ToArray(), ["a"u8.ToArray()] },
        { "a\n"u8.ToArray(), ["a"u8.ToArray()] },
        { "a\nb"u8.ToArray(), ["a"u8.ToArray(), "b"u8.ToArray()] },
        { "a\n\nb\n"u8.ToArray(), ["a"u8.ToArray(), [], "b"u8.ToArray()] },
        { "a\r\nb\r"u8.ToArray(), ["a\r"u8.ToArray(), "b\r"u8.ToArray()] },
        { [0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\n'], [[0xEF, 0xBB, 0xBF, (byte)'a']] },
        { [0xD1, 0xA7, (byte)'\n', 0xCA, 0xB1, 0, 0xFF], [[0xD1, 0xA7], [0xCA, 0xB1, 0, 0xFF]] },
    };

    /// <summary>What a line is: LF ends one, CR is a byte of it, and a mark or an encoding is nobody's business.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public async Task Lines_are_raw_bytes(byte[] file, byte[][] entries)
    {
        var said = await ledger.Run("tree", "root", ledger.File("entries", file));

        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
        said.Output.TrimEnd().ShouldBe(Root(entries).ToString());
        (await ledger.RunWith(file, "tree", "root", "-", "--json")).Json["size"]!.GetValue<int>().ShouldBe(entries.Length);
    }

    /// <summary>Lines longer than the buffer, and ends that fall anywhere within it.</summary>
    [Fact]
    public async Task Lines_of_every_length_come_out_whole()
    {
        var random = new Random(1);
        byte[][] entries = [.. Enumerable.Range(0, 300).Select(_ =>
        {
            var line = new byte[random.Next(0, 3_000)];
            random.NextBytes(line);
            line.AsSpan().Replace((byte)'\n', (byte)'\r');
            return line;
        }), new byte[200_000], []];

        var file = ledger.File("entries", entries.SelectMany(line => (byte[])[.. line, (byte)'\n']).ToArray());

        (await ledger.Run("tree", "root", file)).Output.TrimEnd().ShouldBe(Root(entries).ToString());
    }

    [Fact]
    public async Task An_inclusion_is_proved_and_verified()
    {
        var file = ledger.File("entries", Lines(13));
        var root = (await ledger.Run("tree", "root", file)).Output.TrimEnd();
        var proof = await ledger.Run("tree", "prove", "inclusion", file, "--index", "5");
        var entry = ledger.File("entry", "entry 5");
        string[] verify = ["tree", "verify", "inclusion", "--entry", entry, "--index", "5", "--size", "13", "--root", root];

        var said = await ledger.RunWith(Encoding.UTF8.GetBytes(proof.Output), verify);
        (said.Exit, said.Output).ShouldBe((ExitCodes.Ok, "The proof holds.\n"));
        verify[6] = "4";
        (await ledger.RunWith(Encoding.UTF8.GetBytes(proof.Output), verify)).Exit.ShouldBe(ExitCodes.Problems);
    }

    [Fact]
    public async Task An_inclusion_at_an_earlier_size_is_proved_with_hashes_in_either_form()
    {
        var file = ledger.File("entries", Lines(13));
        var (root, leaf) = (Root([.. Entries(7)]), TreeHasher.Leaf("entry 5"u8));
        var proof = await ledger.Run("tree", "prove", "inclusion", file, "--index", "5", "--size", "7");
        var hex = proof.Output.Split('\n')[..^1].Select(line => Convert.ToHexString(Convert.FromBase64String(line)));
        var path = ledger.File("proof", string.Join('\n', hex));

        var said = await ledger.Run("tree", "verify", "inclusion", "--leaf", leaf.ToBase64(), "--index", "5", "--size", "7",
            "--root", root.ToString(), "--proof", path);

        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
    }

    [Theory]
    [InlineData(0, 13)]
    [InlineData(7, 13)]
    [InlineData(8, 9)]
    [InlineData(13, 13)]
    public async Task A_consistency_is_proved_and_verified(int from, int to)
    {
        var file = ledger.File("entries", Lines(13));
        var proof = await ledger.Run("tree", "prove", "consistency", file, "--from", $"{from}", "--to", $"{to}");
        string[] verify =
        [
            "tree", "verify", "consistency", "--from", $"{from}", "--to", $"{to}",
            "--from-root", Root([.. Entries(from)]).ToString(), "--to-root", Root([.. Entries(to)]).ToBase64(),
            "--proof", ledger.File("proof", proof.Output),
        ];

        (await ledger.Run(verify)).Exit.ShouldBe(ExitCodes.Ok);
        verify[8] = Root([.. Entries(6)]).ToString();
        var said = await ledger.Run(verify);
        (said.Exit, said.Output).ShouldBe((ExitCodes.Problems, ""));
    }

    [Fact]
    public async Task A_wrong_call_is_told_apart_from_a_refusal()
    {
        var file = ledger.File("entries", Lines(3));
        var root = TreeHasher.Empty.ToString();

        (await ledger.Run("tree", "root", ledger.PathOf("absent"))).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("tree", "root", "/dev/zero")).Exit.ShouldBe(ExitCodes.Problems);
        (await ledger.Run("tree", "prove", "inclusion", file, "--index", "3")).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("tree", "prove", "inclusion", file, "--index", "0", "--size", "4")).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("tree", "prove", "consistency", file, "--from", "3", "--to", "2")).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("tree", "prove", "consistency", file)).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("tree", "verify", "inclusion", "--index", "0", "--size", "1", "--root", "zz")).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("tree", "verify", "inclusion", "--index", "0", "--size", "1", "--root", root)).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.RunWith("nonsense\n"u8.ToArray(), "tree", "verify", "inclusion", "--index", "0", "--size", "1", "--root", root,
            "--leaf", root)).Exit.ShouldBe(ExitCodes.Problems);
    }

    private static IEnumerable<byte[]> Entries(int count) =>
        Enumerable.Range(0, count).Select(index => Encoding.UTF8.GetBytes($"entry {index}"));

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(index => $"entry {index}\n"));

    private static TreeHash Root(byte[][] entries)
    {
        var tree = TreeFrontier.Empty();
        foreach (var entry in entries)
            tree.Append(TreeHasher.Leaf(entry));
        return tree.Root();
    }
}
