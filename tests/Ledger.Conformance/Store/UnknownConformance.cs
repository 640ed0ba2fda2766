using System.Text;
using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

/// <summary>
/// What a program does not know: the store knows nothing of what events mean, so nothing is lost of an alias without a type here, nor
/// of a property that the type here does not have.
/// </summary>
public abstract class UnknownConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private const string Odd = """
        {"n": 7, "newer": {"deep": [1, {"还": null}], "none": null}, "exact": 0.12345678901234567890123456789012345678, "hours": 12.50}
        """;

    [Fact]
    public virtual async Task What_stands_under_an_alias_without_a_type_is_read_back_raw()
    {
        await Store.Append("s", ExpectedVersion.NoStream);
        await ForeignWriter.Run(Database, ForeignWriter.Events("s", 2, 3, TestEvents.Unknown), ForeignWriter.Stream("s", 3));
        await Store.Append("s", ExpectedVersion.Exactly(3));

        var stream = (await Store.ReadStream("s", UpTo.Now, Never)).Events;
        stream.Select(one => one.Type)
            .ShouldBe([TestEvents.Happened, TestEvents.Unknown, TestEvents.Unknown, TestEvents.Happened]);
        Encoding.UTF8.GetString(stream[2].Json.Span).ShouldBe("""{"n": 3}""");
        (await Store.All()).Select(Shown).ShouldBe(stream.Select(Shown));
        (await Store.ReadBatch(1, 2, Never)).Select(Shown).ShouldBe(stream.Skip(1).Take(2).Select(Shown));
        (await Store.ReadStreams(["s"], UpTo.AtPosition(3), Never))["s"].Events.Select(Shown).ShouldBe(stream.Take(3).Select(Shown));
    }

    /// <summary>An engine that builds on types may refuse it instead: then it overrides this and says how.</summary>
    [Fact]
    public virtual async Task An_append_under_an_alias_without_a_type_is_taken_as_it_is()
    {
        var one = Event(Odd, TestEvents.Unknown);

        var request = Request(new StreamAppend("s", null, ExpectedVersion.NoStream, [one]));
        (await Store.Append(request, Never)).ShouldBeOfType<AppendOutcome.Appended>();

        (await Store.ReadStream("s", UpTo.Now, Never)).Events.ShouldHaveSingleItem().Type.ShouldBe(TestEvents.Unknown);
        (await Stored(one.Id, Odd)).ShouldBe("foreign.happened.v1, no type, the same");
    }

    [Fact]
    public virtual async Task Properties_that_the_type_does_not_have_are_stored_and_come_back()
    {
        var one = Event(Odd);
        await Store.Append(Request(new StreamAppend("s", null, ExpectedVersion.NoStream, [one])), Never);
        var bulk = Event(Odd);
        await Store.BulkAppend([new StreamAppend("s", null, ExpectedVersion.Exactly(1), [bulk])], EventMetadata.None, Never);

        var read = (await Store.ReadStream("s", UpTo.Now, Never)).Events;
        read.Select(recorded => recorded.Id).ShouldBe([one.Id, bulk.Id]);
        read.Select(Shown).ShouldAllBe(shown => shown.Contains("0.12345678901234567890123456789012345678", StringComparison.Ordinal));
        foreach (var id in new[] { one.Id, bulk.Id })
            (await Stored(id, Odd)).ShouldBe("thing.happened.v1, Ledger.Conformance.Store.ThingHappened, Ledger.Conformance, the same");
    }

    /// <summary>Whether a body fits its type is for whoever reads it; the store takes any object. May be overridden as above.</summary>
    [Fact]
    public virtual async Task A_body_that_its_type_could_not_be_read_from_is_taken_as_it_is()
    {
        const string Unfit = """{"n":"many","turn":[]}""";
        var one = Event(Unfit);

        var request = Request(new StreamAppend("s", null, ExpectedVersion.NoStream, [one]));
        (await Store.Append(request, Never)).ShouldBeOfType<AppendOutcome.Appended>();

        (await Store.All()).ShouldHaveSingleItem().Id.ShouldBe(one.Id);
        (await Stored(one.Id, Unfit)).ShouldEndWith(", the same");
    }

    private static string Shown(RecordedEvent one) =>
        $"{one.Position} {one.StreamId}/{one.Version} {one.Id} {one.Type} {one.RecordedAt:O} {one.Metadata} "
        + Encoding.UTF8.GetString(one.Json.Span);

    /// <returns>Alias, .NET type and whether the body means the same as what was written.</returns>
    private async Task<string?> Stored(Guid id, string body)
    {
        await using var command = Database.CreateCommand("""
            select type || ', ' || coalesce(mt_dotnet_type, 'no type') || ', '
                || case data = $2::jsonb when true then 'the same' else data::text end
            from mt_events where id = $1
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = body });
        return (string?)await command.ExecuteScalarAsync();
    }
}
