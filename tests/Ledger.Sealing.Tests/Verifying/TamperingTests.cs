using System.Globalization;
using Ledger.EventStore;
using Ledger.Sealing.Leaves;
using Ledger.Sealing.Verifying;
using Ledger.Transparency.Checkpoints;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;
using Ledger.Transparency.Trees;

namespace Ledger.Sealing.Tests.Verifying;

/// <summary>
/// What somebody who owns the server can do to a sealed ledger of 100,000 events, and that each of it is found, and where. What the
/// operator can do who also holds the key is found with a checkpoint from outside, and by nothing else.
/// </summary>
public sealed class TamperingTests : IAsyncLifetime
{
    /// <summary>An event in the middle of the log, and the checkpoints around it.</summary>
    private const long Somewhere = 61_803;
    private const long Before = 60_000;
    private const long After = 65_000;

    private LogScene scene = null!;

    public async Task InitializeAsync() => scene = await TamperScene.Copy();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task A_clean_ledger_passes()
    {
        var report = await scene.Verify(await scene.TakeHome());

        report.Findings.Told.ShouldBeEmpty();
        (report.Position, report.SealedTo, report.Checkpoints).ShouldBe((100_000, 100_000, 20));
        report.Root.ShouldBe((await scene.Log.Latest(LogScene.Never))!.Root);
    }

    [Theory]
    [InlineData("data = jsonb_set(data, '{number}', '1')")]
    [InlineData("data = jsonb_set(data, '{hours}', '12.51')")]
    [InlineData("data = data - 'name'")]
    [InlineData("type = 'thing.unmade.v1'")]
    [InlineData("id = gen_random_uuid()")]
    [InlineData("timestamp = timestamp - interval '1 microsecond'")]
    [InlineData("user_name = 'authority-360100'")]
    [InlineData("user_name = null")]
    [InlineData("correlation_id = 'another'")]
    [InlineData("causation_id = null")]
    [InlineData("headers = '{\"a\": 1}'")]
    public async Task An_event_that_was_edited_is_found_at_its_position_and_in_its_stream(string edit)
    {
        await scene.Tamper($"update mt_events set {edit} where seq_id = {Somewhere}");

        var findings = (await scene.Verify()).Findings;
        var differs = findings.Told.Where(one => one.Code == "leaf.differs").ShouldHaveSingleItem();
        (differs.Position, differs.Stream).ShouldBe((Somewhere, await Stream(Somewhere)));
        var changed = findings.Told.Where(one => one.Code == "event.changed").ShouldHaveSingleItem();
        (changed.Position, changed.ToPosition).ShouldBe((Before + 1, After));
        findings.Counts.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("bdata = '\\x00'")]
    [InlineData("tenant_id = 'other'")]
    [InlineData("is_archived = true")]
    public async Task A_column_that_no_leaf_holds_is_found_too(string edit)
    {
        await scene.Tamper($"update mt_events set {edit} where seq_id = {Somewhere}");

        Only("event.column-changed", (await scene.Verify()).Findings).Position.ShouldBe(Somewhere);
    }

    [Fact]
    public async Task An_edited_event_whose_leaf_was_made_to_agree_is_found_between_two_checkpoints()
    {
        await scene.Tamper($"update mt_events set user_name = 'x' where seq_id = {Somewhere}");
        await MakeLeafAgree(Somewhere);

        var findings = (await scene.Verify()).Findings;
        findings.Told.Select(one => one.Code).ShouldContain("tile.changed");
        Fault("log.changed", findings);
    }

    [Fact]
    public async Task An_edited_event_with_all_tiles_made_to_agree_is_found_between_two_checkpoints()
    {
        await scene.Tamper($"update mt_events set user_name = 'x' where seq_id = {Somewhere}");
        await TamperScene.MakeTilesAgree(scene);

        Fault("log.changed", (await scene.Verify()).Findings);
    }

    [Fact]
    public async Task A_leaf_that_was_edited_is_told_apart_from_an_event_that_was()
    {
        await scene.Tamper($"""
            update ledger.tile_part set hashes = set_byte(hashes, {((Somewhere - 1) % 256) * 32}, get_byte(hashes, {((Somewhere - 1) % 256) * 32}) # 1)
            where level = 0 and tile = {(Somewhere - 1) / 256} and first = 0
            """);

        var findings = (await scene.Verify()).Findings;
        findings.Told.Single(one => one.Code == "leaf.differs").Position.ShouldBe(Somewhere);
        Fault("tiles.changed", findings);
    }

    [Fact]
    public async Task An_upper_tile_that_was_edited_is_found_where_it_is()
    {
        await scene.Tamper("""
            update ledger.tile_part set hashes = set_byte(hashes, 96, get_byte(hashes, 96) # 1) where level = 1 and tile = 0 and first = 0
            """);

        var found = (await scene.Verify()).Findings.Told.First(one => one.Code == "tile.changed");
        (found.Position, found.ToPosition).ShouldBe(((3 * 256) + 1, 4 * 256));
    }

    [Fact]
    public async Task A_tail_that_was_removed_is_found_by_the_checkpoints_that_are_left()
    {
        await RemoveTail(97_000, checkpointsToo: false);

        var found = (await scene.Verify()).Findings.Told.First(one => one.Code == "event.missing");
        found.Position.ShouldBe(97_001);
    }

    [Fact]
    public async Task A_tail_that_was_removed_without_a_trace_is_found_by_a_checkpoint_from_outside()
    {
        var yesterday = await scene.TakeHome();
        await RemoveTail(95_000, checkpointsToo: true);

        (await scene.Verify()).Findings.Told.ShouldBeEmpty();
        var found = Only("log.shorter-than-known", (await scene.Verify(yesterday)).Findings);
        (found.Position, found.ToPosition).ShouldBe((95_001, 100_000));
    }

    [Fact]
    public async Task An_old_backup_that_was_restored_and_written_on_is_found_by_a_checkpoint_from_outside()
    {
        var yesterday = await scene.TakeHome();
        await RemoveTail(95_000, checkpointsToo: true);
        await scene.Append(7_000);
        using var elsewhere = scene.NewSealer(Directory.CreateTempSubdirectory("ledger-keys-").FullName);
        await elsewhere.Seal(LogScene.Never);

        (await scene.Verify()).Findings.Told.ShouldBeEmpty();
        Only("log.rewritten", (await scene.Verify(yesterday)).Findings).ToPosition.ShouldBe(100_000);
    }

    [Fact]
    public async Task The_home_that_signed_does_not_sign_for_an_old_backup()
    {
        await RemoveTail(95_000, checkpointsToo: true);
        await scene.Append(7_000);

        await Should.ThrowAsync<SealingException>(() => scene.Sealer.Seal(LogScene.Never));
    }

    [Fact]
    public async Task Two_events_that_were_swapped_are_both_found()
    {
        var (one, other) = (Somewhere, Somewhere + 211);
        await scene.Tamper(
            $"update mt_events set seq_id = -1 where seq_id = {one}", $"update mt_events set seq_id = {one} where seq_id = {other}",
            $"update mt_events set seq_id = {other} where seq_id = -1");

        var findings = (await scene.Verify()).Findings;
        findings.Told.Where(found => found.Code == "leaf.differs").Select(found => found.Position).ShouldBe([one, other]);
    }

    [Fact]
    public async Task An_event_that_was_added_in_the_past_is_found_where_it_was_put()
    {
        await scene.Tamper(
            $"update mt_events set seq_id = seq_id + 1000000 where seq_id > {Somewhere}",
            $"update mt_events set seq_id = seq_id - 999999 where seq_id > {Somewhere}",
            $"insert into mt_streams (id, version) values ('thing-late', 1)",
            $"insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp) select {Somewhere + 1}, gen_random_uuid(), 'thing-late', 1, data, type, timestamp from mt_events where seq_id = {Somewhere}",
            "update ledger.head set position = position + 1");

        var findings = (await scene.Verify()).Findings;
        var first = findings.Told.First(found => found.Code == "leaf.differs");
        (first.Position, first.Stream).ShouldBe((Somewhere + 1, "thing-late"));
        findings.Counts["leaf.differs"].ShouldBe(100_000 - Somewhere);
        Fault("event.changed", findings);
    }

    [Fact]
    public async Task An_event_that_was_taken_out_is_found_where_it_was()
    {
        var stream = await Stream(Somewhere);
        await scene.Tamper($"delete from mt_events where seq_id = {Somewhere}");

        var findings = (await scene.Verify()).Findings;
        findings.Told.Single(found => found.Code == "event.missing").Position.ShouldBe(Somewhere);
        findings.Told.Single(found => found.Code == "stream.hole").Stream.ShouldBe(stream);
    }

    [Fact]
    public async Task A_stream_s_version_that_was_changed_is_found()
    {
        await scene.Tamper("update mt_streams set version = version + 1 where id = 'thing-17'");

        Only("stream.version", (await scene.Verify()).Findings).Stream.ShouldBe("thing-17");
    }

    [Fact]
    public async Task A_forged_checkpoint_is_found()
    {
        await scene.Tamper($"update ledger.checkpoint set root = decode(repeat('ab', 32), 'hex') where size = {After}");

        var findings = (await scene.Verify()).Findings;
        findings.Told.Single(found => found.Code == "checkpoint.invalid").Position.ShouldBe(After);
        Fault("checkpoint.forged", findings);
    }

    [Fact]
    public async Task A_checkpoint_that_another_key_has_signed_over_a_rewritten_log_is_found()
    {
        await scene.Tamper($"update mt_events set user_name = 'x' where seq_id = {Somewhere}");
        await TamperScene.MakeTilesAgree(scene);
        await Resign(SigningKey.Generate(LogScene.Identity.Origin, SignatureSuites.All[0]));

        Only("checkpoint.invalid", (await scene.Verify()).Findings).Position.ShouldBe(100_000);
    }

    [Fact]
    public async Task A_log_that_the_operator_rewrote_and_signed_anew_is_found_by_a_checkpoint_from_outside()
    {
        var yesterday = await scene.TakeHome();
        await scene.Tamper($"update mt_events set user_name = 'x' where seq_id = {Somewhere}");
        await TamperScene.MakeTilesAgree(scene);
        await Resign(scene.Keys.Current()[0]);

        (await scene.Verify()).Findings.Told.ShouldBeEmpty();
        Only("log.rewritten", (await scene.Verify(yesterday)).Findings).ToPosition.ShouldBe(100_000);
    }

    [Fact]
    public async Task A_head_that_was_moved_is_found()
    {
        await scene.Tamper("update ledger.head set position = position - 3");

        Only("head.differs", (await scene.Verify()).Findings).Position.ShouldBe(99_998);
    }

    [Fact]
    public async Task A_trigger_that_was_dropped_is_found()
    {
        await using var drop = scene.Database.DataSource.CreateCommand("drop trigger ledger_no_change on ledger.tile_part");
        await drop.ExecuteNonQueryAsync();

        Only("protection.broken", (await scene.Verify()).Findings).Object!.ShouldContain("ledger_no_change");
    }

    [Fact]
    public async Task Events_after_the_last_checkpoint_wait_and_are_no_fault()
    {
        await scene.Append(12);

        var report = await scene.Verify(await scene.TakeHome());
        report.Findings.Told.ShouldBeEmpty();
        (report.Position, report.SealedTo).ShouldBe((100_012, 100_000));
    }

    private static Finding Only(string code, Findings findings)
    {
        findings.Counts.Keys.ShouldBe([code]);
        return findings.Told.ShouldHaveSingleItem();
    }

    private static void Fault(string code, Findings findings)
    {
        var fault = findings.Told.Where(found => found.Code == code).ShouldHaveSingleItem();
        (fault.Position, fault.ToPosition).ShouldBe((Before + 1, After));
    }

    private Task<string> Stream(long position) => scene.Scalar<string>($"select stream_id from mt_events where seq_id = {position}");

    /// <summary>Puts the hash that the event gives now where the sealed one stood, and touches no tile above.</summary>
    private async Task MakeLeafAgree(long position)
    {
        var recorded = (await ((IEventStore)scene.Database.Store).ReadBatch(position - 1, 1, LogScene.Never))[0];
        var leaf = new LeafWriter(LogScene.Identity.Source).Hash(recorded);
        var at = (position - 1) % 256;
        await scene.Tamper($"""
            update ledger.tile_part
            set hashes = overlay(hashes placing decode('{leaf}', 'hex') from {((at - 0) * 32) + 1}::int - first * 32 for 32)
            where level = 0 and tile = {(position - 1) / 256} and {at} between first and first + octet_length(hashes) / 32 - 1
            """);
    }

    private async Task RemoveTail(long last, bool checkpointsToo)
    {
        await scene.Tamper(
            $"delete from mt_events where seq_id > {last}",
            "update mt_streams s set version = (select max(version) from mt_events e where e.stream_id = s.id)",
            $"update ledger.head set position = {last}");
        if (!checkpointsToo)
            return;
        await scene.Tamper($"delete from ledger.checkpoint where size > {last}");
        await TamperScene.MakeTilesAgree(scene);
    }

    /// <summary>Signs every checkpoint anew over what the events give now.</summary>
    private async Task Resign(SigningKey key)
    {
        var statements = new List<string>();
        await foreach (var row in scene.Log.Checkpoints(0, LogScene.Never))
        {
            var root = (await scene.Roots.At(row.Size, LogScene.Never))!.Value;
            var note = SignedNote.Sign(new Checkpoint(LogScene.Identity.Origin, row.Size, root).Text, [key]).Write();
            statements.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"update ledger.checkpoint set root = decode('{root}', 'hex'), note = $n${note}$n$ where size = {row.Size}"));
        }

        statements.Add($"insert into ledger.log_key values ('{key.Verifier}', 0, now()) on conflict do nothing");
        await scene.Tamper([.. statements]);
    }
}
