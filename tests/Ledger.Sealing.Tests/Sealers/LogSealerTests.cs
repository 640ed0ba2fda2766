using Ledger.EventStore;
using Ledger.Sealing.Keys;
using Ledger.Sealing.Leaves;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Tests.Sealers;

public sealed class LogSealerTests : IAsyncLifetime
{
    private LogScene scene = null!;

    private static CancellationToken Never => CancellationToken.None;

    public async Task InitializeAsync() => scene = await LogScene.Create();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task An_empty_log_has_a_signed_checkpoint_of_nothing()
    {
        (await scene.Sealer.Seal(Never)).ShouldBe(0);

        var latest = (await scene.Log.Latest(Never))!;
        (latest.Size, latest.Root).ShouldBe((0, TreeHasher.Empty));
        Signed(latest.Note).Size.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_signed_is_the_root_over_the_leaves_of_all_events()
    {
        await scene.Append(1_000);
        (await scene.Sealer.Seal(Never)).ShouldBe(1_000);

        var signed = Signed((await scene.Log.Latest(Never))!.Note);
        (signed.Origin, signed.Size, signed.Root).ShouldBe((LogScene.Identity.Origin, 1_000, await RootOfEvents()));
    }

    [Fact]
    public async Task Sealed_step_by_step_or_at_once_the_tiles_are_the_same_to_their_readers()
    {
        foreach (var step in new[] { 1, 1, 3, 250, 1, 1, 255, 256, 400, 300 })
        {
            await scene.Append(step);
            await scene.Sealer.Seal(Never);
        }

        (await scene.Log.Latest(Never))!.Root.ShouldBe(await RootOfEvents());
        var grown = new List<byte[]>();
        foreach (var address in TileAddress.Of(1_468))
            grown.Add((await scene.Log.Tile(address, Never))!.Value.ToArray());
        var whole = TileGrowth.Empty();
        foreach (var leaf in await Leaves())
            whole.Append(leaf);
        var parts = whole.Take().GroupBy(part => (part.Level, part.Tile))
            .ToDictionary(group => group.Key, group => group.SelectMany(part => part.Hashes.ToArray()).ToArray());
        grown.ShouldBe([.. TileAddress.Of(1_468).Select(address => parts[(address.Level, address.Index)])]);
    }

    [Fact]
    public async Task A_sealer_that_starts_anew_goes_on_where_the_last_one_was()
    {
        await scene.Append(700);
        await scene.Sealer.Seal(Never);
        await scene.Append(333);

        using var next = scene.NewSealer();
        (await next.Seal(Never)).ShouldBe(1_033);

        (await scene.Log.Latest(Never))!.Root.ShouldBe(await RootOfEvents());
        (await scene.Verify()).Findings.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_that_seal_at_once_sign_one_root_for_a_size()
    {
        var sealers = Enumerable.Range(0, 4).Select(_ => scene.NewSealer()).ToList();
        var appending = Task.Run(async () =>
        {
            for (var turn = 0; turn < 40; turn++)
                await scene.Append(37);
        });
        await Task.WhenAll([appending, .. sealers.Select(sealer => Task.Run(async () =>
        {
            for (var turn = 0; turn < 25; turn++)
                await sealer.Seal(Never);
        }))]);
        (await scene.Sealer.Seal(Never)).ShouldBe(1_480);

        sealers.ForEach(sealer => sealer.Dispose());
        (await scene.Log.Latest(Never))!.Root.ShouldBe(await RootOfEvents());
        (await scene.Verify()).Findings.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_to_be_signed_when_the_process_died_is_signed_first_and_as_it_was()
    {
        await scene.Append(100);
        await scene.Sealer.Seal(Never);
        await scene.Append(50);
        new SignedMemory(scene.KeysFolder).Write(150, await RootOfEvents());
        await scene.Append(70);

        using var next = scene.NewSealer();
        (await next.Seal(Never)).ShouldBe(220);

        (await scene.Scalar<long[]>("select array_agg(size order by size) from ledger.checkpoint")).ShouldBe([100, 150, 220]);
    }

    [Fact]
    public async Task A_database_that_lost_what_was_signed_is_not_signed_for()
    {
        await scene.Append(100);
        await scene.Sealer.Seal(Never);
        new SignedMemory(scene.KeysFolder).Write(150, TreeHasher.Leaf([1]));

        var refused = await Should.ThrowAsync<SealingException>(() => scene.Sealer.Seal(Never));
        refused.Message.ShouldContain("150 events");
        await scene.Append(500);
        await Should.ThrowAsync<SealingException>(() => scene.Sealer.Seal(Never));

        (await scene.Log.Latest(Never))!.Size.ShouldBe(100);
    }

    [Fact]
    public async Task A_lost_memory_is_not_taken_for_a_first_day_and_is_taken_anew_when_somebody_answers_for_it()
    {
        await scene.Append(100);
        await scene.Sealer.Seal(Never);
        File.Delete(Path.Combine(scene.KeysFolder, SignedMemory.FileName));
        await scene.Append(10);

        (await Should.ThrowAsync<SealingException>(() => scene.Sealer.Seal(Never))).Message.ShouldContain("ledger log adopt");
        scene.Sealer.Refused.ShouldNotBeNull();

        (await scene.Sealer.Adopt(Never)).ShouldBe(100);
        (await scene.Sealer.Seal(Never)).ShouldBe(110);
        scene.Sealer.Refused.ShouldBeNull();
    }

    [Fact]
    public async Task A_memory_that_cannot_be_written_lets_nothing_be_signed_and_says_where()
    {
        await scene.Append(10);
        Directory.CreateDirectory(Path.Combine(scene.KeysFolder, SignedMemory.FileName + ".part"));

        (await Should.ThrowAsync<SealingException>(() => scene.Sealer.Seal(Never))).Message.ShouldContain(scene.KeysFolder);

        scene.Sealer.Refused!.ShouldContain(scene.KeysFolder);
        (await scene.Log.Latest(Never)).ShouldBeNull();
    }

    [Fact]
    public async Task Events_that_were_changed_under_a_signature_of_this_home_are_not_signed_over()
    {
        await scene.Append(100);
        await scene.Sealer.Seal(Never);
        new SignedMemory(scene.KeysFolder).Write(60, TreeHasher.Leaf([1]));
        await scene.Append(10);

        await Should.ThrowAsync<SealingException>(() => scene.Sealer.Seal(Never));
    }

    [Fact]
    public async Task Tiles_that_were_changed_are_not_signed_over()
    {
        await scene.Append(100);
        await scene.Sealer.Seal(Never);
        await scene.Tamper("update ledger.tile_part set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)");
        await scene.Append(10);

        using var next = scene.NewSealer();
        (await Should.ThrowAsync<SealingException>(() => next.Seal(Never))).Message.ShouldContain("size 100");
    }

    [Fact]
    public async Task In_a_rotation_both_keys_sign_and_then_the_new_one_alone()
    {
        await scene.Append(10);
        await scene.Sealer.Seal(Never);
        var file = new LogKeyFile(scene.KeysFolder);
        var old = scene.Key;
        var added = file.Add(LogScene.Identity.Origin, Transparency.Signatures.SignatureSuites.All[1]);
        await scene.Append(10);
        await scene.Sealer.Seal(Never);
        var both = Note((await scene.Log.Latest(Never))!.Note);
        both.Verify([old]).Holds.ShouldBeTrue();
        both.Verify([added]).Holds.ShouldBeTrue();

        file.Retire(LogScene.Identity.Origin, old.Id);
        await scene.Append(10);
        await scene.Sealer.Seal(Never);
        var last = Note((await scene.Log.Latest(Never))!.Note);
        last.Verify([old]).Holds.ShouldBeFalse();
        last.Verify([added]).Holds.ShouldBeTrue();
        (await scene.Log.Keys(Never)).ShouldBe([old, added]);
        (await scene.Verify()).Findings.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_follows_the_log_and_signs_within_its_time()
    {
        using var stop = new CancellationTokenSource();
        var running = scene.Sealer.Run(stop.Token);
        await scene.Append(5);
        for (var tries = 0; tries < 200 && (await scene.Log.Latest(Never))?.Size != 5; tries++)
            await Task.Delay(50);

        (await scene.Log.Latest(Never))!.Size.ShouldBe(5);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    private Checkpoint Signed(string text)
    {
        var note = Note(text);
        note.Verify([scene.Key]).Holds.ShouldBeTrue();
        Checkpoint.TryParse(note.Text, out var checkpoint, out _).ShouldBeTrue();
        return checkpoint!;
    }

    private static SignedNote Note(string text)
    {
        SignedNote.TryParse(text, out var note, out var problem).ShouldBeTrue(problem);
        return note!;
    }

    private async Task<IReadOnlyList<TreeHash>> Leaves()
    {
        var writer = new LeafWriter(LogScene.Identity.Source);
        var leaves = new List<TreeHash>();
        await foreach (var recorded in ((IEventStore)scene.Database.Store).ReadAll(0, null, Never))
            leaves.Add(writer.Hash(recorded));
        return leaves;
    }

    /// <summary>RFC 6962 section 2.1 word for word, by another way than the tree that grows.</summary>
    private async Task<TreeHash> RootOfEvents()
    {
        return Of([.. await Leaves()]);

        static TreeHash Of(ReadOnlySpan<TreeHash> leaves)
        {
            if (leaves.Length <= 1)
                return leaves.Length == 0 ? TreeHasher.Empty : leaves[0];
            var split = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)leaves.Length) / 2;
            return TreeHasher.Node(Of(leaves[..split]), Of(leaves[split..]));
        }
    }
}
