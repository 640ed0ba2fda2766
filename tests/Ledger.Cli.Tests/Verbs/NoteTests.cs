using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;
using Ledger.Transparency.Trees;

namespace Ledger.Cli.Tests.Verbs;

public sealed class NoteTests : IDisposable
{
    private const string Vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string Example = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """;

    private readonly OfflineLedger ledger = new();

    public void Dispose() => ledger.Dispose();

    [Fact]
    public async Task The_example_of_the_specification_verifies()
    {
        var said = await ledger.Run("note", "verify", ledger.File("note", Example), "--key", Vkey);

        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
        said.Output.ShouldBe("This is an example message.\n\nsigned by example.com/foo, key 530d903a, Ed25519\n");
    }

    [Fact]
    public async Task Keys_come_from_a_file_and_the_note_from_standard_input()
    {
        var keys = ledger.File("keys", $"# the log\n{Vkey}\n");

        var said = await ledger.RunWith(System.Text.Encoding.UTF8.GetBytes(Example), "note", "verify", "-", "--key", keys, "--json");

        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
        said.Json["text"]!.GetValue<string>().ShouldBe("This is an example message.\n");
        said.Json["signatures"]![0]!["algorithm"]!.GetValue<string>().ShouldBe("Ed25519");
    }

    [Fact]
    public async Task A_changed_text_is_refused_and_not_shown()
    {
        var note = ledger.File("note", Example.Replace("example message", "exemplary message"));

        var said = await ledger.Run("note", "verify", note, "--key", Vkey);
        (said.Exit, said.Output).ShouldBe((ExitCodes.Problems, ""));
        said.Error.ShouldContain("530d903a");

        said = await ledger.Run("note", "verify", note, "--key", Vkey, "--json");
        said.Exit.ShouldBe(ExitCodes.Problems);
        said.Json["holds"]!.GetValue<bool>().ShouldBeFalse();
        said.Json.ContainsKey("text").ShouldBeFalse();
    }

    [Fact]
    public async Task A_checkpoint_shows_its_cosignatures_and_a_policy_asks_for_them()
    {
        using var log = SigningKey.Generate("ledger.example.cn/log", SignatureSuites.Sm2);
        using var witness = SigningKey.GenerateCosigner("witness.example.cn/w1");
        var checkpoint = new Checkpoint("ledger.example.cn/log", 0, TreeHasher.Empty, []);
        var note = SignedNote.Sign(checkpoint.Text, [log]);
        var cosigned = note.With(Cosignature.Sign(witness, checkpoint.Text, DateTimeOffset.FromUnixTimeSeconds(1_753_000_000)));
        var policy = ledger.File("policy", $"log {log.Verifier}\nwitness w {witness.Verifier}\nquorum w\n");

        var said = await ledger.Run("note", "verify", ledger.File("cosigned", cosigned.Write()), "--policy", policy);
        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
        said.Output.ShouldContain($"signed by ledger.example.cn/log, key {log.Verifier.Id:x8}, SM2-SM3\n");
        said.Output.ShouldContain("cosigned by witness.example.cn/w1 at 2025-07-20T08:26:40Z");

        said = await ledger.Run("note", "verify", ledger.File("plain", note.Write()), "--policy", policy);
        said.Exit.ShouldBe(ExitCodes.Problems);
        said.Error.ShouldContain("quorum");
    }

    [Fact]
    public async Task A_wrong_call_is_told_apart_from_a_refusal()
    {
        var note = ledger.File("note", Example);

        (await ledger.Run("note", "verify", note)).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("note", "verify", note, "--key", "nonsense")).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("note", "verify", ledger.PathOf("absent"), "--key", Vkey)).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("note", "verify", "/dev/zero", "--key", Vkey)).Exit.ShouldBe(ExitCodes.Problems);
        (await ledger.Run("note", "verify", ledger.File("text", "no note\n"), "--key", Vkey)).Exit.ShouldBe(ExitCodes.Problems);
    }
}
