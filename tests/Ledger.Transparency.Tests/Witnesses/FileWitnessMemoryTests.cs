using Ledger.Transparency.Notes;
using Ledger.Transparency.Tests.Trees;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests.Witnesses;

public sealed class FileWitnessMemoryTests
{
    private static readonly NaiveTree Tree = NaiveTree.Of(20);

    /// <summary>
    /// A process that dies between any two steps of a write has answered nothing. The next one finds the old state or the new one, whole,
    /// and goes on from there.
    /// </summary>
    [Theory]
    [InlineData(nameof(FileStep.Created), 7)]
    [InlineData(nameof(FileStep.Written), 7)]
    [InlineData(nameof(FileStep.Flushed), 7)]
    [InlineData(nameof(FileStep.Renamed), 13)]
    [InlineData(nameof(FileStep.FolderFlushed), 13)]
    public async Task A_death_at_any_step_leaves_one_whole_state(string step, int found)
    {
        var isDying = false;
        using var scene = new WitnessScene(reached =>
        {
            if (isDying && reached.ToString() == step)
                throw new InvalidOperationException("died");
        });
        (await scene.Send(WitnessScene.Request(Tree, 0, 7))).Status.ShouldBe(200);
        isDying = true;
        await Should.ThrowAsync<InvalidOperationException>(() => scene.Send(WitnessScene.Request(Tree, 7, 13)));

        var next = scene.Reopen();
        var asked = await next.AddCheckpoint(Bytes(WitnessScene.Request(Tree, 1, 20)), CancellationToken.None);
        asked.TryReadSize(out var size).ShouldBeTrue();
        size.ShouldBe(found);
        var answer = await next.AddCheckpoint(Bytes(WitnessScene.Request(Tree, found, 20)), CancellationToken.None);
        answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_was_cosigned_is_there_for_the_next_process()
    {
        using var scene = new WitnessScene();
        await scene.Send(WitnessScene.Request(Tree, 0, 7));

        var latest = await scene.Reopen().Latest(OriginHash.Of(WitnessScene.Log.Verifier.Name), CancellationToken.None);

        latest.Body.ShouldBe((await scene.Latest()).Body);
        File.ReadAllText(StateFile(scene)).ShouldBe(latest.Body);
    }

    /// <summary>An empty, cut or changed file must not be taken for a log that was never seen: that would be a new beginning.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("cut")]
    [InlineData("7\n", "8\n")]
    [InlineData("— witness", "— Witness")]
    public async Task A_broken_state_stops_the_witness(string part, string? instead = null)
    {
        using var scene = new WitnessScene();
        await scene.Send(WitnessScene.Request(Tree, 0, 7));
        var good = File.ReadAllText(StateFile(scene));
        var broken = part switch
        {
            "" => "",
            "cut" => good[..(good.Length / 2)],
            _ => good.Replace(part, instead),
        };
        File.WriteAllText(StateFile(scene), broken);

        await Should.ThrowAsync<WitnessMemoryException>(() => scene.Send(WitnessScene.Request(Tree, 0, 7)));
        await Should.ThrowAsync<WitnessMemoryException>(() => scene.Send(WitnessScene.Request(Tree, 7, 13)));
        await Should.ThrowAsync<WitnessMemoryException>(scene.Latest);
    }

    [Fact]
    public async Task The_state_of_one_log_does_not_pass_for_that_of_another()
    {
        using var scene = new WitnessScene();
        await scene.Send(WitnessScene.Request(Tree, 0, 7));
        using var memory = new FileWitnessMemory(scene.Folder, WitnessScene.Cosigner.Verifier);
        File.Move(StateFile(scene), Path.Combine(scene.Folder, OriginHash.Of("other.example.cn") + ".note"));

        await Should.ThrowAsync<WitnessMemoryException>(() => memory.Recall("other.example.cn", CancellationToken.None));
    }

    [Fact]
    public async Task The_state_of_another_witness_is_not_taken_over()
    {
        using var scene = new WitnessScene();
        await scene.Send(WitnessScene.Request(Tree, 0, 7));
        using var memory = new FileWitnessMemory(scene.Folder, NoteVector.Verifier("w2"));

        await Should.ThrowAsync<WitnessMemoryException>(() => memory.Recall(WitnessScene.Log.Verifier.Name, CancellationToken.None));
    }

    /// <summary>Between two processes as within one; here they are two memories over one folder.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_two_steps_of_one_log_overlap(bool isOneProcess)
    {
        using var scene = new WitnessScene();
        using var first = new FileWitnessMemory(scene.Folder, WitnessScene.Cosigner.Verifier);
        using var second = new FileWitnessMemory(scene.Folder, WitnessScene.Cosigner.Verifier);
        using var isIn = new ManualResetEventSlim();
        using var letOut = new ManualResetEventSlim();
        var done = new WitnessStep(null, new WitnessAnswer(WitnessAnswer.Ok, "text/plain", ""));
        var isSecondIn = false;

        var one = Task.Run(() => first.Exchange("log", _ => Stay(), CancellationToken.None));
        isIn.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        var other = Task.Run(() => (isOneProcess ? first : second).Exchange("log", _ => Pass(), CancellationToken.None));
        await second.Exchange("another log", _ => done, CancellationToken.None);
        await Task.Delay(300);
        isSecondIn.ShouldBeFalse();
        letOut.Set();
        await Task.WhenAll(one, other);
        isSecondIn.ShouldBeTrue();

        WitnessStep Stay()
        {
            isIn.Set();
            letOut.Wait(TimeSpan.FromSeconds(30));
            return done;
        }

        WitnessStep Pass()
        {
            isSecondIn = true;
            return done;
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_answers_nothing()
    {
        using var scene = new WitnessScene();
        await scene.Send(WitnessScene.Request(Tree, 0, 7));
        Directory.CreateDirectory(StateFile(scene)[..^5] + ".part");

        await Should.ThrowAsync<WitnessMemoryException>(() => scene.Send(WitnessScene.Request(Tree, 7, 13)));
        (await scene.Latest()).Body.ShouldContain("\n7\n");
    }

    private static string StateFile(WitnessScene scene) =>
        Path.Combine(scene.Folder, OriginHash.Of(WitnessScene.Log.Verifier.Name) + ".note");

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
