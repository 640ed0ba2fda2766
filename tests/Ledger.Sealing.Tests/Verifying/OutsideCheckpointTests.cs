namespace Ledger.Sealing.Tests.Verifying;

/// <summary>
/// What the operator can do who also holds the key: the database alone shows nothing. A checkpoint from outside does, and what the home
/// of the keys remembers.
/// </summary>
public sealed class OutsideCheckpointTests : TamperedLog
{
    [Fact]
    public async Task A_tail_that_was_removed_without_a_trace_is_found_by_a_checkpoint_from_outside()
    {
        var yesterday = await Scene.TakeHome();
        await RemoveTail(95_000, checkpointsToo: true);

        (await Scene.Verify()).Findings.Told.ShouldBeEmpty();
        var found = Only("log.shorter-than-known", (await Scene.Verify(yesterday)).Findings);
        (found.Position, found.ToPosition).ShouldBe((95_001, 100_000));
    }

    [Fact]
    public async Task An_old_backup_that_was_restored_and_written_on_is_found_by_a_checkpoint_from_outside()
    {
        var yesterday = await Scene.TakeHome();
        await RemoveTail(95_000, checkpointsToo: true);
        await Scene.Append(7_000);
        using var elsewhere = Scene.NewSealer(Directory.CreateTempSubdirectory("ledger-keys-").FullName);
        await elsewhere.Adopt(LogScene.Never);
        await elsewhere.Seal(LogScene.Never);

        (await Scene.Verify()).Findings.Told.ShouldBeEmpty();
        Only("log.rewritten", (await Scene.Verify(yesterday)).Findings).ToPosition.ShouldBe(100_000);
    }

    [Fact]
    public async Task The_home_that_signed_does_not_sign_for_an_old_backup()
    {
        await RemoveTail(95_000, checkpointsToo: true);
        await Scene.Append(7_000);

        await Should.ThrowAsync<SealingException>(() => Scene.Sealer.Seal(LogScene.Never));
    }

    [Fact]
    public async Task A_log_that_the_operator_rewrote_and_signed_anew_is_found_by_a_checkpoint_from_outside()
    {
        var yesterday = await Scene.TakeHome();
        await Scene.Tamper($"update mt_events set user_name = 'x' where seq_id = {Somewhere}");
        await TamperScene.MakeTilesAgree(Scene);
        await Resign(Scene.Keys.Current()[0]);

        (await Scene.Verify()).Findings.Told.ShouldBeEmpty();
        Only("log.rewritten", (await Scene.Verify(yesterday)).Findings).ToPosition.ShouldBe(100_000);
    }
}
