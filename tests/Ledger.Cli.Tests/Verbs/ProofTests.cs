using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Proofs;
using Ledger.Transparency.Signatures;
using Ledger.Transparency.Trees;

namespace Ledger.Cli.Tests.Verbs;

public sealed class ProofTests : IDisposable
{
    private static readonly TreeHash Sibling = TreeHasher.Leaf("the other"u8);
    private readonly OfflineLedger ledger = new();
    private readonly SigningKey log = SigningKey.Generate("ledger.example.cn/log", SignatureSuites.Ed25519);
    private readonly string proof;

    public ProofTests()
    {
        var root = TreeHasher.Node(Sibling, TreeHasher.Leaf("甲"u8));
        var checkpoint = SignedNote.Sign(new Checkpoint("ledger.example.cn/log", 2, root).Text, [log]);
        proof = ledger.File("entry.tlog-proof", new ProofFile(1, [Sibling], checkpoint, "hint"u8.ToArray()).Write());
    }

    public void Dispose()
    {
        log.Dispose();
        ledger.Dispose();
    }

    [Fact]
    public async Task An_entry_is_proved_with_files_and_a_key()
    {
        var policy = ledger.File("policy", $"log {log.Verifier}\nquorum none\n");

        var said = await ledger.RunWith("甲"u8.ToArray(), "proof", "verify", proof, "--entry", "-", "--policy", policy);

        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
        said.Output.ShouldContain("1 of 2");
        said.Output.ShouldContain("4 bytes of extra data, which nobody signed");
        said = await ledger.Run("proof", "verify", proof, "--entry", ledger.File("e", "甲"), "--key", log.Verifier.ToString(), "--json");
        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
        said.Json["holds"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Another_entry_and_another_key_are_refused_each_with_its_finding()
    {
        using var other = SigningKey.Generate("ledger.example.cn/log", SignatureSuites.Ed25519);
        var entry = ledger.File("entry", "甲\n");

        var said = await ledger.Run("proof", "verify", proof, "--entry", entry, "--key", other.Verifier.ToString());

        said.Exit.ShouldBe(ExitCodes.Problems);
        said.Output.ShouldContain("does not hold");
        said.Output.ShouldContain("not trusted");
        said.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_call_is_told_apart_from_a_refusal()
    {
        var (entry, key) = (ledger.File("entry", "甲"), log.Verifier.ToString());

        (await ledger.Run("proof", "verify", proof, "--entry", entry)).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("proof", "verify", proof, "--key", key)).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("proof", "verify", "-", "--entry", "-", "--key", key)).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("proof", "verify", entry, "--entry", entry, "--key", key)).Exit.ShouldBe(ExitCodes.Problems);
    }
}
