using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

public abstract class BulkAppendConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public virtual async Task New_and_existing_streams_are_appended_in_the_order_given()
    {
        await Store.Append("old", ExpectedVersion.NoStream, 2);
        var metadata = new EventMetadata("import", "batch-1");

        var outcome = await Store.BulkAppend(
            [To("new", ExpectedVersion.NoStream, 3), To("old", ExpectedVersion.Exactly(2), 2), To("any", ExpectedVersion.Any)],
            metadata,
            Never);

        var appended = outcome.ShouldBeOfType<AppendOutcome.Appended>();
        (appended.FirstPosition, appended.LastPosition).ShouldBe((3, 8));
        appended.Versions.ShouldBe(new Dictionary<string, long> { ["new"] = 3, ["old"] = 4, ["any"] = 1 }, ignoreOrder: true);
        var all = await Store.All(after: 2);
        all.Select(one => (one.StreamId, one.Version)).ShouldBe([("new", 1), ("new", 2), ("new", 3), ("old", 3), ("old", 4), ("any", 1)]);
        all.ShouldAllBe(one => one.Metadata == metadata);
        // The streams' own rows were moved too.
        (await Store.Append("old", ExpectedVersion.Exactly(4))).ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBe(9);
    }

    [Fact]
    public virtual async Task One_conflict_leaves_nothing()
    {
        await Store.Append("old", ExpectedVersion.NoStream, 2);

        var outcome = await Store.BulkAppend(
            [To("new", ExpectedVersion.NoStream, 500), To("old", ExpectedVersion.Exactly(1))], EventMetadata.None, Never);

        outcome.ShouldBe(new AppendOutcome.VersionConflict("old", 1, 2));
        (await Store.Head(Never)).ShouldBe(2);
        (await Store.ReadStream("new", UpTo.Now, Never)).Version.ShouldBe(0);
    }

    [Fact]
    public virtual async Task Two_bulk_appends_to_the_same_new_streams_leave_one()
    {
        StreamAppend[] Both() => [.. Enumerable.Range(0, 300).Select(n => To($"s-{n}", ExpectedVersion.NoStream, 2))];

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Store.BulkAppend(Both(), EventMetadata.None, Never))));

        outcomes.Count(outcome => outcome is AppendOutcome.Appended).ShouldBe(1);
        outcomes.Count(outcome => outcome is AppendOutcome.VersionConflict { Expected: 0, Actual: 2 }).ShouldBe(3);
        (await Store.Head(Never)).ShouldBe(600);
    }

    [Fact]
    public virtual async Task Bulk_and_single_appends_at_once_to_the_same_streams_lose_nothing()
    {
        var bulk = Enumerable.Range(0, 10).Select(_ => Task.Run(() =>
            Store.BulkAppend([.. Enumerable.Range(0, 40).Select(n => To($"s-{n}", ExpectedVersion.Any, 2))], EventMetadata.None, Never)));
        var single = Enumerable.Range(0, 400).Select(n => Task.Run(() => Store.Append($"s-{n % 40}", ExpectedVersion.Any)));

        var outcomes = await Task.WhenAll(bulk.Concat(single));

        outcomes.ShouldAllBe(outcome => outcome is AppendOutcome.Appended);
        var all = await Store.All();
        all.Count.ShouldBe(10 * 40 * 2 + 400);
        foreach (var stream in all.GroupBy(one => one.StreamId))
            stream.Select(one => one.Version).ShouldBe(Enumerable.Range(1, 30).Select(n => (long)n));
    }

    [Fact]
    public virtual async Task More_than_the_limit_is_refused()
    {
        var one = Event();
        var tooMany = new StreamAppend("s", null, ExpectedVersion.Any, [.. Enumerable.Repeat(one, StoreLimits.EventsPerBulkAppend + 1)]);

        (await Store.BulkAppend([tooMany], EventMetadata.None, Never)).ShouldBeOfType<AppendOutcome.Invalid>();
    }
}
