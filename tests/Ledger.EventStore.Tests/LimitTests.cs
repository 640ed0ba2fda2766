using System.Text;
using Ledger.Testing;
using static Ledger.EventStore.Tests.Appends;

namespace Ledger.EventStore.Tests;

/// <summary>What cannot be stored is refused by value, before it reaches the database, and harms nobody else.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    private NpgsqlEventStore Store => database.Store;

    public async Task InitializeAsync() => database = await TestDatabase.Create();

    public async Task DisposeAsync() => await database.DisposeAsync();

    public static TheoryData<string, byte[]> UnfitBodies => new()
    {
        { "61 KB", Body(61 * 1024) },
        { "one byte too many", Body(StoreLimits.EventBodyBytes + 1) },
        { "not JSON", "{\"a\":"u8.ToArray() },
        { "empty", [] },
        { "an array", "[1]"u8.ToArray() },
        { "two objects", "{}{}"u8.ToArray() },
        { "a trailing comma", "{\"a\":1,}"u8.ToArray() },
        { "a comment", "{\"a\":1/*x*/}"u8.ToArray() },
        { "U+0000 as a value", "{\"a\":\"\\u0000\"}"u8.ToArray() },
        { "U+0000 as a name", "{\"\\u0000\":1}"u8.ToArray() },
        { "half a surrogate pair", "{\"a\":\"\\ud842\"}"u8.ToArray() },
        { "broken UTF-8", [(byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}'] },
        { "a byte order mark", [0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'] },
        { "a number past jsonb", "{\"a\":1e200000}"u8.ToArray() },
        { "an exponent past int", "{\"a\":1e99999999999}"u8.ToArray() },
        { "numbers that unfold", Encoding.UTF8.GetBytes($$"""{"a":[{{string.Join(',', Enumerable.Repeat("1e5000", 20))}}]}""") },
        { "too deep", Encoding.UTF8.GetBytes($$"""{"a":{{new string('[', 70)}}{{new string(']', 70)}}}""") },
    };

    [Theory]
    [MemberData(nameof(UnfitBodies))]
    public async Task A_body_that_does_not_fit_is_refused(string what, byte[] body)
    {
        var outcome = await Store.Append(Of(body), Never);

        outcome.ShouldBeOfType<AppendOutcome.Invalid>(what).Reason.ShouldStartWith("body");
        (await Store.Head(Never)).ShouldBe(0);
    }

    [Fact]
    public async Task The_largest_body_and_odd_but_lawful_text_are_taken()
    {
        byte[][] bodies =
        [
            Body(StoreLimits.EventBodyBytes), "{}"u8.ToArray(), " {\"a\": 1e3} "u8.ToArray(),
            "{\"\\ud842\\udfb7\":\"\\u0001\\u007f\\\"\"}"u8.ToArray(),
        ];

        foreach (var body in bodies)
        {
            var outcome = await Store.Append(Of(body), Never);
            outcome.ShouldBeOfType<AppendOutcome.Appended>();
        }
    }

    public static TheoryData<string, AppendRequest> UnfitRequests => new()
    {
        { "no streams", Request() },
        { "an empty id", Request("", ExpectedVersion.Any) },
        { "a blank id", Request(" ", ExpectedVersion.Any) },
        { "a line break in an id", Request("a\nb", ExpectedVersion.Any) },
        { "U+0000 in an id", Request("a\0b", ExpectedVersion.Any) },
        { "half a surrogate pair in an id", Request("a\ud842", ExpectedVersion.Any) },
        { "a long id", Request(new string('a', StoreLimits.StreamIdCharacters + 1), ExpectedVersion.Any) },
        { "a stream named twice", Request(To("s", ExpectedVersion.Any), To("s", ExpectedVersion.Any)) },
        { "too many events", Request("s", ExpectedVersion.Any, StoreLimits.EventsPerAppend + 1) },
        { "an empty event id", Request(new StreamAppend("s", null, ExpectedVersion.Any, [Event() with { Id = Guid.Empty }])) },
        { "an empty type", Request(new StreamAppend("s", null, ExpectedVersion.Any, [Event(type: "")])) },
        { "a long actor", Request("s", ExpectedVersion.Any) with { Metadata = new(new string('a', StoreLimits.MetadataCharacters + 1)) } },
        { "a control character in a key", Request("s", ExpectedVersion.Any) with { Idempotency = Key("a\tb") } },
        { "a short digest", Request("s", ExpectedVersion.Any) with { Idempotency = new("k", new byte[31]) } },
    };

    [Theory]
    [MemberData(nameof(UnfitRequests))]
    public async Task A_request_that_does_not_fit_is_refused(string what, AppendRequest request)
    {
        (await Store.Append(request, Never)).ShouldBeOfType<AppendOutcome.Invalid>(what);
        (await Store.Head(Never)).ShouldBe(0);
    }

    [Fact]
    public async Task What_only_the_database_refuses_harms_nobody_that_travels_with_it()
    {
        await ForeignWriter.Run(database.DataSource, "alter table mt_events add constraint odd check (data->>'n' <> '13')");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => Store.Append(
            Request(new StreamAppend($"s-{n}", null, ExpectedVersion.NoStream, [Event($$"""{"n":{{(n == 30 ? 13 : 1)}}}""")])), Never)));

        outcomes.Count(outcome => outcome is AppendOutcome.Appended).ShouldBe(59);
        outcomes[30].ShouldBeOfType<AppendOutcome.Invalid>().Reason.ShouldStartWith("23514");
        (await Store.Head(Never)).ShouldBe(59);
    }

    private static AppendRequest Of(byte[] body) =>
        Request(new StreamAppend("s", null, ExpectedVersion.Any, [Event() with { Json = body }]));

    private static byte[] Body(int bytes) => Encoding.UTF8.GetBytes($$"""{"a":"{{new string('x', bytes - 8)}}"}""");
}
