using System.Text.Json;
using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

public abstract class AppendConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public virtual async Task What_was_appended_is_read_back_whole()
    {
        var body = Event("""{"name":"江西省","hours":12.50,"rare":"𠮷"}""", TestEvents.Listed);
        var metadata = new EventMetadata("authority-360000", "correlation-1", "causation-1");

        var outcome = await Store.Append(new AppendRequest([new("s-1", "thing", ExpectedVersion.NoStream, [body])], metadata), Never);

        outcome.ShouldBeOfType<AppendOutcome.Appended>().Versions["s-1"].ShouldBe(1);
        var slice = await Store.ReadStream("s-1", UpTo.Now, Never);
        slice.Version.ShouldBe(1);
        var read = slice.Events.ShouldHaveSingleItem();
        (read.Position, read.StreamId, read.Version, read.Id, read.Type).ShouldBe((1, "s-1", 1, body.Id, TestEvents.Listed));
        read.Metadata.ShouldBe(metadata);
        JsonElement.DeepEquals(Parse(read.Json), Parse(body.Json)).ShouldBeTrue();
        read.RecordedAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public virtual async Task A_stream_that_must_be_new_is_refused_when_it_exists()
    {
        await Store.Append("s", ExpectedVersion.NoStream, 3);

        (await Store.Append("s", ExpectedVersion.NoStream)).ShouldBe(new AppendOutcome.VersionConflict("s", 0, 3));
    }

    [Fact]
    public virtual async Task An_exact_version_is_taken_only_as_it_is()
    {
        await Store.Append("s", ExpectedVersion.NoStream, 3);

        (await Store.Append("s", ExpectedVersion.Exactly(2))).ShouldBe(new AppendOutcome.VersionConflict("s", 2, 3));
        (await Store.Append("s", ExpectedVersion.Exactly(4))).ShouldBe(new AppendOutcome.VersionConflict("s", 4, 3));
        (await Store.Append("s", ExpectedVersion.Exactly(3))).ShouldBeOfType<AppendOutcome.Appended>().Versions["s"].ShouldBe(4);
    }

    [Fact]
    public virtual async Task Any_version_is_taken_new_or_not()
    {
        await Store.Append("s", ExpectedVersion.Any);

        (await Store.Append("s", ExpectedVersion.Any, 2)).ShouldBeOfType<AppendOutcome.Appended>().Versions["s"].ShouldBe(3);
    }

    [Fact]
    public virtual async Task Several_streams_are_appended_together_or_not_at_all()
    {
        await Store.Append("a", ExpectedVersion.NoStream);

        var refused = await Store.Append(Request(To("b", ExpectedVersion.NoStream), To("a", ExpectedVersion.NoStream)), Never);
        refused.ShouldBe(new AppendOutcome.VersionConflict("a", 0, 1));
        (await Store.ReadStream("b", UpTo.Now, Never)).Version.ShouldBe(0);

        var taken = await Store.Append(Request(To("b", ExpectedVersion.NoStream, 2), To("a", ExpectedVersion.Exactly(1))), Never);
        var appended = taken.ShouldBeOfType<AppendOutcome.Appended>();
        (appended.FirstPosition, appended.LastPosition).ShouldBe((2, 4));
        appended.Versions.ShouldBe(new Dictionary<string, long> { ["b"] = 2, ["a"] = 2 }, ignoreOrder: true);
    }

    [Fact]
    public virtual async Task A_request_without_events_checks_versions_and_writes_nothing()
    {
        await Store.Append("s", ExpectedVersion.NoStream, 2);

        var same = await Store.Append("s", ExpectedVersion.Exactly(2), 0);
        (await Store.Append("s", ExpectedVersion.Exactly(1), 0)).ShouldBe(new AppendOutcome.VersionConflict("s", 1, 2));

        var appended = same.ShouldBeOfType<AppendOutcome.Appended>();
        (appended.FirstPosition, appended.LastPosition, appended.Versions["s"]).ShouldBe((3, 2, 2));
        (await Store.Head(Never)).ShouldBe(2);
    }

    [Fact]
    public virtual async Task Marten_s_stream_row_carries_type_version_and_time()
    {
        await Store.Append("s", ExpectedVersion.NoStream, 2);
        await Store.Append("s", ExpectedVersion.Any);

        await using var command = Database.CreateCommand("""
            select type || ' ' || version || ' ' || (timestamp > created) from mt_streams where id = 's'
            """);
        (await command.ExecuteScalarAsync()).ShouldBe("thing 3 true");
    }

    [Fact]
    public virtual async Task A_caller_who_has_given_up_before_his_turn_is_left_out()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Store.Append(Request("s", ExpectedVersion.Any), gone.Token));

        (await Store.Head(Never)).ShouldBe(0);
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json).RootElement;
}
