using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

/// <summary>Bulk appends begun behind one another, as an import's batches are.</summary>
public abstract class ChainedBulkAppendConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private const int Links = 12;

    [Fact]
    public virtual async Task Each_follows_the_one_it_was_begun_behind()
    {
        var begun = new List<BulkAppending>();
        for (var link = 0; link < Links; link++)
        {
            // One stream goes through all of them, and each has streams of its own.
            var streams = Enumerable.Range(0, 50).Select(n => To($"{link}-{n}", ExpectedVersion.NoStream, 3))
                .Append(To("through", ExpectedVersion.Exactly(link * 4), 4));
            begun.Add(Store.BeginBulkAppend([.. streams], EventMetadata.None, begun.LastOrDefault(), Never));
        }

        var outcomes = await Task.WhenAll(begun.Select(one => one.Outcome));

        outcomes.Cast<AppendOutcome.Appended>().Select(one => one.FirstPosition)
            .ShouldBe(Enumerable.Range(0, Links).Select(link => (link * 154L) + 1));
        var through = (await Store.All()).Where(one => one.StreamId == "through").ToList();
        through.Select(one => one.Version).ShouldBe(Enumerable.Range(1, Links * 4).Select(n => (long)n));
        through.ShouldBeInOrder(SortDirection.Ascending, Comparer<RecordedEvent>.Create((a, b) => a.Position.CompareTo(b.Position)));
    }

    [Fact]
    public virtual async Task One_sees_what_the_one_before_the_one_before_has_made()
    {
        StreamAppend[] many = [.. Enumerable.Range(0, 4_000).Select(n => To($"s-{n}", ExpectedVersion.NoStream, 5))];
        var first = Store.BeginBulkAppend(many, EventMetadata.None, null, Never);
        var second = Store.BeginBulkAppend([To("apart", ExpectedVersion.NoStream)], EventMetadata.None, first, Never);
        var third = Store.BeginBulkAppend([To("s-0", ExpectedVersion.Exactly(5))], EventMetadata.None, second, Never);

        (await third.Outcome).ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBe(20_002);
    }

    [Fact]
    public virtual async Task What_was_begun_behind_a_refused_one_is_not_written_though_its_versions_fit()
    {
        await Store.Append("s", ExpectedVersion.NoStream, 2);
        var refused = Store.BeginBulkAppend([To("s", ExpectedVersion.NoStream, 2)], EventMetadata.None, null, Never);

        // It was decided on "s" as the first would have left it, and finds that version: with other events in it.
        var behind = Store.BeginBulkAppend([To("s", ExpectedVersion.Exactly(2), 2)], EventMetadata.None, refused, Never);
        var last = Store.BeginBulkAppend([To("other", ExpectedVersion.NoStream)], EventMetadata.None, behind, Never);

        (await refused.Outcome).ShouldBe(new AppendOutcome.VersionConflict("s", 0, 2));
        (await behind.Outcome).ShouldBeOfType<AppendOutcome.NothingBefore>();
        (await last.Outcome).ShouldBeOfType<AppendOutcome.NothingBefore>();
        (await Store.Head(Never)).ShouldBe(2);
    }

    /// <summary>Given up before it has its locks, or when it has them and the one behind waits for the head, or never.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(10_000)]
    public virtual async Task What_was_begun_behind_one_that_is_given_up_is_not_written(int milliseconds)
    {
        using var stop = new CancellationTokenSource();
        var first = Store.BeginBulkAppend(
            [.. Enumerable.Range(0, 4_000).Select(n => To($"s-{n}", ExpectedVersion.NoStream, 5))], EventMetadata.None, null, stop.Token);
        var behind = Store.BeginBulkAppend([To("t", ExpectedVersion.NoStream)], EventMetadata.None, first, Never);
        await Task.WhenAny(first.Outcome, Task.Delay(milliseconds, Never));
        await stop.CancelAsync();

        var written = await first.Outcome.ContinueWith(one => one.IsCompletedSuccessfully, TaskScheduler.Default);
        (await behind.Outcome is AppendOutcome.Appended).ShouldBe(written);
        (await Store.Head(Never)).ShouldBe(written ? 20_001 : 0);
        (await Store.Append("t", ExpectedVersion.Any)).ShouldBeOfType<AppendOutcome.Appended>();
    }

    [Fact]
    public virtual async Task One_begun_behind_another_that_has_ended_is_written_at_once()
    {
        var first = Store.BeginBulkAppend([To("s", ExpectedVersion.NoStream)], EventMetadata.None, null, Never);
        await first.Outcome;

        (await Store.BeginBulkAppend([To("s", ExpectedVersion.Exactly(1))], EventMetadata.None, first, Never).Outcome)
            .ShouldBeOfType<AppendOutcome.Appended>().FirstPosition.ShouldBe(2);
    }
}
