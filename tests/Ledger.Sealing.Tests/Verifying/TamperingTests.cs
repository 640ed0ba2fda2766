using Ledger.EventStore;
using Ledger.Sealing.Leaves;
using Ledger.Sealing.Verifying;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Signatures;

namespace Ledger.Sealing.Tests.Verifying;

/// <summary>What somebody who owns the server can do, and that the database alone shows each of it, and where.</summary>
public sealed class TamperingTests : TamperedLog
{
    /// <summary>The checkpoints around <see cref="TamperedLog.Somewhere"/>.</summary>
    private const long Before = 60_000;
    private const long After = 65_000;

    [Fact]
    public async Task A_clean_ledger_passes()
    {
        var report = await Scene.Verify(await Scene.TakeHome());

        report.Findings.Told.ShouldBeEmpty();
        (report.Position, report.SealedTo, report.Checkpoints).ShouldBe((100_000, 100_000, 20));
        report.Root.ShouldBe((await Scene.Log.Latest(LogScene.Never))!.Root);
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
        await Scene.Tamper($"update mt_events set {edit} where seq_id = {Somewhere}");

        var findings = (await Scene.Verify()).Findings;
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
        await Scene.Tamper($"update mt_events set {edit} where seq_id = {Somewhere}");

        Only("event.column-changed", (await Scene.Verify()).Findings).Position.ShouldBe(Somewhere);
    }

    [Fact]
    public async Task An_edited_event_whose_leaf_was_made_to_agree_is_found_between_two_checkpoints()
    {
        await Scene.Tamper($"update mt_events set user_name = 'x' where seq_id = {Somewhere}");
        await MakeLeafAgree(Somewhere);

        var findings = (await Scene.Verify()).Findings;
        findings.Told.Select(one => one.Code).ShouldContain("tile.changed");
        Fault("log.changed", findings);
    }

    [Fact]
    public async Task An_edited_event_with_all_tiles_made_to_agree_is_found_between_two_checkpoints()
    {
        await Scene.Tamper($"update mt_events set user_name = 'x' where seq_id = {Somewhere}");
        await TamperScene.MakeTilesAgree(Scene);

        Fault("log.changed", (await Scene.Verify()).Findings);
    }

    [Fact]
    public async Task A_leaf_that_was_edited_is_told_apart_from_an_event_that_was()
    {
        await Scene.Tamper($"""
            update ledger.tile_part
            set hashes = set_byte(hashes, {((Somewhere - 1) % 256) * 32}, get_byte(hashes, {((Somewhere - 1) % 256) * 32}) # 1)
            where level = 0 and tile = {(Somewhere - 1) / 256} and first = 0
            """);

        var findings = (await Scene.Verify()).Findings;
        findings.Told.Single(one => one.Code == "leaf.differs").Position.ShouldBe(Somewhere);
        Fault("tiles.changed", findings);
    }

    [Fact]
    public async Task An_upper_tile_that_was_edited_is_found_where_it_is()
    {
        await Scene.Tamper("""
            update ledger.tile_part set hashes = set_byte(hashes, 96, get_byte(hashes, 96) # 1) where level = 1 and tile = 0 and first = 0
            """);

        var found = (await Scene.Verify()).Findings.Told.First(one => one.Code == "tile.changed");
        (found.Position, found.ToPosition).ShouldBe(((3 * 256) + 1, 4 * 256));
    }

    [Fact]
    public async Task A_tail_that_was_removed_is_found_by_the_checkpoints_that_are_left()
    {
        await RemoveTail(97_000, checkpointsToo: false);

        var found = (await Scene.Verify()).Findings.Told.First(one => one.Code == "event.missing");
        found.Position.ShouldBe(97_001);
    }

    [Fact]
    public async Task Two_events_that_were_swapped_are_both_found()
    {
        var (one, other) = (Somewhere, Somewhere + 211);
        await Scene.Tamper(
            $"update mt_events set seq_id = -1 where seq_id = {one}", $"update mt_events set seq_id = {one} where seq_id = {other}",
            $"update mt_events set seq_id = {other} where seq_id = -1");

        var findings = (await Scene.Verify()).Findings;
        findings.Told.Where(found => found.Code == "leaf.differs").Select(found => found.Position).ShouldBe([one, other]);
    }

    [Fact]
    public async Task An_event_that_was_added_in_the_past_is_found_where_it_was_put()
    {
        await Scene.Tamper(
            $"update mt_events set seq_id = seq_id + 1000000 where seq_id > {Somewhere}",
            $"update mt_events set seq_id = seq_id - 999999 where seq_id > {Somewhere}",
            $"insert into mt_streams (id, version) values ('thing-late', 1)",
            $"""
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            select {Somewhere + 1}, gen_random_uuid(), 'thing-late', 1, data, type, timestamp from mt_events where seq_id = {Somewhere}
            """,
            "update ledger.head set position = position + 1");

        var findings = (await Scene.Verify()).Findings;
        var first = findings.Told.First(found => found.Code == "leaf.differs");
        (first.Position, first.Stream).ShouldBe((Somewhere + 1, "thing-late"));
        findings.Counts["leaf.differs"].ShouldBe(100_000 - Somewhere);
        Fault("event.changed", findings);
    }

    [Fact]
    public async Task An_event_that_was_taken_out_is_found_where_it_was()
    {
        var stream = await Stream(Somewhere);
        await Scene.Tamper($"delete from mt_events where seq_id = {Somewhere}");

        var findings = (await Scene.Verify()).Findings;
        findings.Told.Single(found => found.Code == "event.missing").Position.ShouldBe(Somewhere);
        findings.Told.Single(found => found.Code == "stream.hole").Stream.ShouldBe(stream);
    }

    [Fact]
    public async Task A_stream_s_version_that_was_changed_is_found()
    {
        await Scene.Tamper("update mt_streams set version = version + 1 where id = 'thing-17'");

        Only("stream.version", (await Scene.Verify()).Findings).Stream.ShouldBe("thing-17");
    }

    [Fact]
    public async Task A_forged_checkpoint_is_found()
    {
        await Scene.Tamper($"update ledger.checkpoint set root = decode(repeat('ab', 32), 'hex') where size = {After}");

        var findings = (await Scene.Verify()).Findings;
        findings.Told.Single(found => found.Code == "checkpoint.invalid").Position.ShouldBe(After);
        Fault("checkpoint.forged", findings);
    }

    [Fact]
    public async Task A_checkpoint_that_another_key_has_signed_over_a_rewritten_log_is_found()
    {
        await Scene.Tamper($"update mt_events set user_name = 'x' where seq_id = {Somewhere}");
        await TamperScene.MakeTilesAgree(Scene);
        await Resign(SigningKey.Generate(LogScene.Identity.Origin, SignatureSuites.All[0]));

        Only("checkpoint.invalid", (await Scene.Verify()).Findings).Position.ShouldBe(100_000);
    }

    [Fact]
    public async Task A_head_that_was_moved_is_found()
    {
        await Scene.Tamper("update ledger.head set position = position - 3");

        Only("head.differs", (await Scene.Verify()).Findings).Position.ShouldBe(99_998);
    }

    [Fact]
    public async Task A_head_that_was_sent_into_the_future_is_found()
    {
        await Scene.Tamper("update ledger.head set recorded_at = '2099-01-01'");

        Only("head.time", (await Scene.Verify()).Findings).Object.ShouldBe("ledger.head");
    }

    [Theory]
    [InlineData("timestamp = '20000-01-01'")]
    [InlineData("timestamp = '0044-01-01 BC'")]
    [InlineData("stream_id = null")]
    public async Task An_event_that_cannot_be_read_is_found_where_it_is_with_all_else(string edit)
    {
        await Scene.Tamper(
            $"update mt_events set {edit} where seq_id = {Somewhere}", "update mt_streams set version = version + 1 where id = 'thing-3'");

        var findings = (await Scene.Verify()).Findings;
        findings.Told.Single(found => found.Code == "event.unreadable").Position.ShouldBe(Somewhere);
        findings.Told.ShouldContain(found => found.Code == "stream.version" && found.Stream == "thing-3");
        Fault("event.changed", findings);
    }

    [Fact]
    public async Task An_event_that_was_sent_beyond_all_positions_leaves_one_gap()
    {
        await Scene.Tamper($"update mt_events set seq_id = {long.MaxValue} where seq_id = 100000");

        var findings = (await Scene.Verify()).Findings;
        findings.Told.Single(found => found.Code == "event.missing" && found.ToPosition is null).Position.ShouldBe(100_000);
        findings.Told.Single(found => found.ToPosition == long.MaxValue - 1).Position.ShouldBe(100_001);
    }

    [Fact]
    public async Task A_trigger_that_was_dropped_is_found()
    {
        await using var drop = Scene.Database.DataSource.CreateCommand("drop trigger ledger_no_change on ledger.tile_part");
        await drop.ExecuteNonQueryAsync();

        Only("protection.broken", (await Scene.Verify()).Findings).Object!.ShouldContain("ledger_no_change");
    }

    [Fact]
    public async Task Events_after_the_last_checkpoint_wait_and_are_no_fault()
    {
        await Scene.Append(12);

        var report = await Scene.Verify(await Scene.TakeHome());
        report.Findings.Told.ShouldBeEmpty();
        (report.Position, report.SealedTo).ShouldBe((100_012, 100_000));
    }

    private static void Fault(string code, Findings findings)
    {
        var fault = findings.Told.Where(found => found.Code == code).ShouldHaveSingleItem();
        (fault.Position, fault.ToPosition).ShouldBe((Before + 1, After));
    }

    private Task<string> Stream(long position) => Scene.Scalar<string>($"select stream_id from mt_events where seq_id = {position}");

    /// <summary>Puts the hash that the event gives now where the sealed one stood, and touches no tile above.</summary>
    private async Task MakeLeafAgree(long position)
    {
        var recorded = (await ((IEventStore)Scene.Database.Store).ReadBatch(position - 1, 1, LogScene.Never))[0];
        var leaf = new LeafWriter(LogScene.Identity.Source).Hash(recorded);
        var at = (position - 1) % 256;
        await Scene.Tamper($"""
            update ledger.tile_part
            set hashes = overlay(hashes placing decode('{leaf}', 'hex') from {(at * 32) + 1}::int - first * 32 for 32)
            where level = 0 and tile = {(position - 1) / 256} and {at} between first and first + octet_length(hashes) / 32 - 1
            """);
    }
}
