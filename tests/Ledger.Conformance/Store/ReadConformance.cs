using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

public abstract class ReadConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public virtual async Task A_stream_is_read_as_of_a_version_a_position_and_both()
    {
        for (var turn = 0; turn < 4; turn++)
        {
            await Store.Append("a", ExpectedVersion.Any);
            await Store.Append("b", ExpectedVersion.Any);
        }

        // "a" stands at positions 1, 3, 5, 7.
        (await Store.ReadStream("a", UpTo.Now, Never)).Version.ShouldBe(4);
        (await Store.ReadStream("a", UpTo.AtVersion(2), Never)).Version.ShouldBe(2);
        (await Store.ReadStream("a", UpTo.AtPosition(6), Never)).Version.ShouldBe(3);
        (await Store.ReadStream("a", new UpTo(Version: 1, Position: 6), Never)).Version.ShouldBe(1);
        (await Store.ReadStream("a", new UpTo(Version: 4, Position: 2), Never)).Version.ShouldBe(1);
        (await Store.ReadStream("a", UpTo.AtPosition(0), Never)).Events.ShouldBeEmpty();
    }

    [Fact]
    public virtual async Task A_time_is_the_last_position_recorded_at_or_before_it()
    {
        for (var n = 0; n < 20; n++)
            await Store.Append("s", ExpectedVersion.Any, 1 + n % 3);
        var all = await Store.All();

        foreach (var one in all)
        {
            var expected = all.Last(other => other.RecordedAt <= one.RecordedAt).Position;
            (await Store.PositionAt(one.RecordedAt, Never)).ShouldBe(expected);
            (await Store.ReadStream("s", UpTo.AtTime(one.RecordedAt), Never)).Events[^1].Position.ShouldBe(expected);
        }

        (await Store.PositionAt(all[0].RecordedAt.AddMicroseconds(-1), Never)).ShouldBe(0);
        (await Store.PositionAt(DateTimeOffset.MaxValue, Never)).ShouldBe(all.Count);
        (await Store.PositionAt(DateTimeOffset.MinValue, Never)).ShouldBe(0);
    }

    [Fact]
    public virtual async Task Many_streams_come_in_one_read_and_missing_ones_are_empty()
    {
        // Ordinal order differs from a dictionary's: capitals before small letters, Chinese last.
        foreach (var stream in new[] { "b", "B", "a-10", "a-9", "机构" })
            await Store.Append(stream, ExpectedVersion.NoStream, 2);

        var slices = await Store.ReadStreams(["机构", "a-9", "B", "nobody", "B"], UpTo.Now, Never);

        slices.Keys.ShouldBe(["机构", "a-9", "B", "nobody"], ignoreOrder: true);
        slices["机构"].Events.Select(one => one.Version).ShouldBe([1, 2]);
        slices["nobody"].ShouldSatisfyAllConditions(slice => slice.Version.ShouldBe(0), slice => slice.Events.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\ud842")]
    [InlineData("")]
    public virtual async Task What_no_stream_can_be_called_is_empty_and_not_an_error(string id)
    {
        (await Store.ReadStream(id, UpTo.Now, Never)).Version.ShouldBe(0);
        (await Store.ReadStreams([id, "s"], UpTo.Now, Never))[id].Events.ShouldBeEmpty();
    }

    [Fact]
    public virtual async Task Everything_is_read_in_pages_without_a_seam()
    {
        const int Events = 2 * StoreLimits.EventsPerPage + 17;
        await Store.BulkAppend(
            [To("a", ExpectedVersion.NoStream, Events - 5), To("b", ExpectedVersion.NoStream, 5)], EventMetadata.None, Never);

        (await Store.All()).Select(one => one.Position).ShouldBe(Enumerable.Range(1, Events).Select(n => (long)n));
        (await Store.All(after: 990, to: 1010)).Select(one => one.Position).ShouldBe(Enumerable.Range(991, 20).Select(n => (long)n));
        (await Store.All(after: Events)).ShouldBeEmpty();
        (await Store.ReadBatch(Events - 3, 100, Never)).Select(one => one.Position).ShouldBe([Events - 2, Events - 1, Events]);
        (await Store.ReadBatch(0, 7, Never)).Count.ShouldBe(7);
    }

    [Fact]
    public virtual async Task Events_of_some_types_are_read_without_the_others()
    {
        await ForeignWriter.Run(Database, ForeignWriter.Stream("s"), """
            insert into mt_events (id, stream_id, version, data, type)
            select gen_random_uuid(), 's', n, '{}', case n % 3 when 0 then 'a.v1' when 1 then 'b.v1' else 'c.v1' end
            from generate_series(1, 12) as n
            """);

        (await Positions(0, 12, ["a.v1", "c.v1"], 100)).ShouldBe([2, 3, 5, 6, 8, 9, 11, 12]);
        (await Positions(2, 9, ["a.v1", "c.v1"], 100)).ShouldBe([3, 5, 6, 8, 9]);
        (await Positions(2, 12, ["a.v1"], 2)).ShouldBe([3, 6]);
        (await Positions(0, 12, ["none.v1"], 2)).ShouldBeEmpty();
        (await Positions(0, 12, [], 2)).ShouldBeEmpty();
        (await Positions(12, 1000, ["a.v1"], 2)).ShouldBeEmpty();

        async Task<IEnumerable<long>> Positions(long after, long to, string[] types, int most) =>
            (await Store.ReadTypes(after, to, types, most, Never)).Select(one => one.Position);
    }

    [Fact]
    public virtual async Task A_missing_position_is_never_read_over()
    {
        await Store.Append("s", ExpectedVersion.NoStream, 5);
        await ForeignWriter.Run(Database, "alter table mt_events disable trigger ledger_no_delete; delete from mt_events where seq_id = 3");

        (await Should.ThrowAsync<InvalidDataException>(() => Store.All())).Message.ShouldContain("Position 3 is missing");
    }

    [Fact]
    public virtual async Task A_follower_waits_until_there_is_more_and_not_longer_than_it_said()
    {
        (await Store.WaitBeyond(0, TimeSpan.FromMilliseconds(50), Never)).ShouldBe(0);

        var waiting = Store.WaitBeyond(0, TimeSpan.FromMinutes(1), Never);
        await Store.Append("s", ExpectedVersion.NoStream, 3);
        (await waiting).ShouldBe(3);

        // Another process writes: no signal, but a look.
        waiting = Store.WaitBeyond(3, TimeSpan.FromMinutes(1), Never);
        await ForeignWriter.Run(Database, ForeignWriter.Events("s", 4, 4));
        (await waiting).ShouldBe(4);
    }
}
