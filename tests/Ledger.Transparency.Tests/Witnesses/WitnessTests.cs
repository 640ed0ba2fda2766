using System.Text;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Tests.Trees;
using Ledger.Transparency.Trees;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests.Witnesses;

/// <summary>Each answer that C2SP tlog-witness asks for, in the words of its paragraphs.</summary>
public sealed class WitnessTests : IDisposable
{
    private static readonly NaiveTree Tree = NaiveTree.Of(20);
    private readonly WitnessScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task A_consistent_checkpoint_is_cosigned_and_served()
    {
        await Grow(0, 7);
        scene.Time.Now = scene.Time.Now.AddSeconds(5);

        var answer = await scene.Send(WitnessScene.Request(Tree, 7, 13));

        answer.Status.ShouldBe(200);
        answer.TryReadCosignatures(out var lines).ShouldBeTrue();
        Cosignature.Verify(WitnessScene.Cosigner.Verifier, WitnessScene.Head(Tree, 13).Text, lines!.ShouldHaveSingleItem()).At
            .ShouldBe(scene.Time.Now);
        var served = await scene.Latest();
        served.Status.ShouldBe(200);
        SignedNote.TryParse(served.Body, out var note, out _).ShouldBeTrue();
        note!.Verify([WitnessScene.Log.Verifier, WitnessScene.Cosigner.Verifier]).Verified.Count.ShouldBe(2);
        note.Text.ShouldBe(WitnessScene.Head(Tree, 13).Text);
    }

    [Fact]
    public async Task A_request_of_another_implementation_is_cosigned()
    {
        var first = await scene.Send($"old 0\n\n{NoteVector.Text("checkpoint-7.txt")}");
        first.Status.ShouldBe(200, first.Body);

        var answer = await scene.Send(NoteVector.Text("add-checkpoint.txt"));

        answer.Status.ShouldBe(200, answer.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 0\n")]
    [InlineData("old x\n\ntext\n\n— n AAAAAAA=\n")]
    [InlineData("old 0\n\nno checkpoint\n\n— n AAAAAAA=\n")]
    public async Task A_malformed_request_is_400(string body) => (await scene.Send(body)).Status.ShouldBe(400);

    [Fact]
    public async Task An_old_size_above_the_checkpoint_is_400()
    {
        await Grow(0, 7);
        (await scene.Send(WitnessScene.Request(8, [], WitnessScene.Signed(WitnessScene.Head(Tree, 7))))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task An_unknown_origin_is_404()
    {
        var stranger = new Checkpoint("stranger.example.cn", 7, Tree.Root(7));
        (await scene.Send(WitnessScene.Request(0, [], WitnessScene.Signed(stranger)))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task No_signature_of_a_trusted_key_is_403()
    {
        using var stranger = SigningKey.Generate(WitnessScene.Log.Verifier.Name, Transparency.Signatures.SignatureSuites.Ed25519);
        var note = WitnessScene.Signed(WitnessScene.Head(Tree, 7), stranger);
        (await scene.Send(WitnessScene.Request(0, [], note))).Status.ShouldBe(403);
    }

    /// <summary>Also when another trusted key's signature beside it is true.</summary>
    [Fact]
    public async Task A_false_signature_under_a_trusted_keys_name_and_id_is_403()
    {
        SignedNote.TryParse(WitnessScene.Signed(WitnessScene.Head(Tree, 7), WitnessScene.Other), out var note, out _).ShouldBeTrue();
        var log = WitnessScene.Log.Verifier;
        var forged = note!.With(new NoteSignature(log.Name, log.Id, new byte[64]));

        (await scene.Send(WitnessScene.Request(0, [], note.Write()))).Status.ShouldBe(200);
        (await scene.Send(WitnessScene.Request(7, [], forged.Write()))).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task Another_old_size_is_409_with_the_size_that_was_cosigned(int oldSize)
    {
        await Grow(0, 7);

        var answer = await scene.Send(WitnessScene.Request(Tree, oldSize, 13));

        (answer.Status, answer.ContentType, answer.Body).ShouldBe((409, "text/x.tlog.size", "7\n"));
        answer.TryReadSize(out var size).ShouldBeTrue();
        size.ShouldBe(7);
    }

    [Fact]
    public async Task A_log_never_seen_is_at_size_0()
    {
        (await scene.Send(WitnessScene.Request(Tree, 7, 13))).Body.ShouldBe("0\n");
        (await scene.Latest()).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_empty_tree_has_one_root_only()
    {
        var empty = new Checkpoint(WitnessScene.Log.Verifier.Name, 0, Tree.Root(7));
        (await scene.Send(WitnessScene.Request(0, [], WitnessScene.Signed(empty)))).Status.ShouldBe(422);

        (await scene.Send($"old 0\n\n{NoteVector.Text("checkpoint-0.txt")}")).Status.ShouldBe(200);
        await Grow(0, 7);
    }

    [Fact]
    public async Task A_proof_from_size_0_is_422() =>
        (await scene.Send(WitnessScene.Request(0, [Tree.Root(3)], WitnessScene.Signed(WitnessScene.Head(Tree, 7))))).Status.ShouldBe(422);

    [Fact]
    public async Task A_proof_that_does_not_hold_is_422_and_changes_nothing()
    {
        await Grow(0, 7);
        var other = NaiveTree.Of(19).Leaves.Reverse().ToArray();
        var rewritten = new NaiveTree(other);

        (await scene.Send(WitnessScene.Request(rewritten, 7, 13))).Status.ShouldBe(422);
        var shortened = Tree.Proof(7, 13).Skip(1);
        (await scene.Send(WitnessScene.Request(7, shortened, WitnessScene.Signed(WitnessScene.Head(Tree, 13))))).Status.ShouldBe(422);
        await Grow(7, 13);
    }

    [Fact]
    public async Task Another_root_of_the_same_size_is_422()
    {
        await Grow(0, 7);
        var other = new Checkpoint(WitnessScene.Log.Verifier.Name, 7, Tree.Root(6));

        (await scene.Send(WitnessScene.Request(7, [], WitnessScene.Signed(other)))).Status.ShouldBe(422);
        var padded = WitnessScene.Request(7, [Tree.Root(7)], WitnessScene.Signed(WitnessScene.Head(Tree, 7)));
        (await scene.Send(padded)).Status.ShouldBe(422);
        await Grow(7, 7);
    }

    [Fact]
    public async Task A_clock_set_back_does_not_take_the_witness_back()
    {
        await Grow(0, 7);
        var before = scene.Time.Now;
        scene.Time.Now = before.AddHours(-1);

        var answer = await scene.Send(WitnessScene.Request(Tree, 7, 13));

        answer.TryReadCosignatures(out var lines).ShouldBeTrue();
        Cosignature.Verify(WitnessScene.Cosigner.Verifier, WitnessScene.Head(Tree, 13).Text, lines![0]).At.ShouldBe(before);
    }

    [Fact]
    public async Task Signatures_of_strangers_are_neither_kept_nor_served()
    {
        SignedNote.TryParse(WitnessScene.Signed(WitnessScene.Head(Tree, 7)), out var note, out _).ShouldBeTrue();
        var crowded = note!.With([.. Enumerable.Range(0, 99).Select(at => new NoteSignature($"s{at}", 1, new byte[64]))]);

        (await scene.Send(WitnessScene.Request(0, [], crowded.Write()))).Status.ShouldBe(200);

        SignedNote.TryParse((await scene.Latest()).Body, out var served, out _).ShouldBeTrue();
        served!.Signatures.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_checkpoint_too_long_to_keep_is_400()
    {
        var extensions = Enumerable.Repeat(new string('x', 1_000), 70).ToArray();
        var wordy = new Checkpoint(WitnessScene.Log.Verifier.Name, 7, Tree.Root(7), extensions);

        (await scene.Send(WitnessScene.Request(0, [], WitnessScene.Signed(wordy)))).Status.ShouldBe(400);
    }

    [Fact]
    public void A_witness_has_a_cosigners_key() => Should.Throw<ArgumentException>(() =>
        new Witness(WitnessScene.Log, [], new FileWitnessMemory(scene.Folder, WitnessScene.Log.Verifier), TimeProvider.System));

    private async Task Grow(int from, int to)
    {
        var answer = await scene.Send(WitnessScene.Request(Tree, from, to));
        answer.Status.ShouldBe(200, answer.Body);
    }
}
