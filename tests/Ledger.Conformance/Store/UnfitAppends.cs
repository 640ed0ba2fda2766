using System.Text;
using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

/// <summary>Each by name: what no store takes.</summary>
public static class UnfitAppends
{
    public static TheoryData<string, byte[]> Bodies => new()
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

    public static TheoryData<string, AppendRequest> Requests => new()
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

    public static byte[] Body(int bytes) => Encoding.UTF8.GetBytes($$"""{"a":"{{new string('x', bytes - 8)}}"}""");
}
