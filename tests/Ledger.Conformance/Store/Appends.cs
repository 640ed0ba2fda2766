using System.Security.Cryptography;
using System.Text;
using Ledger.EventStore;

namespace Ledger.Conformance.Store;

/// <summary>Requests as the tests need them.</summary>
public static class Appends
{
    public static readonly CancellationToken Never = CancellationToken.None;

    public static NewEvent Event(string json = """{"n":1}""", string type = TestEvents.Happened) =>
        new(Guid.NewGuid(), type, TestEvents.DotNetNameOf(type), Encoding.UTF8.GetBytes(json));

    public static NewEvent[] Events(int count) => [.. Enumerable.Range(1, count).Select(n => Event($$"""{"n":{{n}}}"""))];

    public static StreamAppend To(string stream, ExpectedVersion expected, int events = 1) =>
        new(stream, "thing", expected, Events(events));

    public static AppendRequest Request(params StreamAppend[] streams) => new(streams, EventMetadata.None);

    public static AppendRequest Request(string stream, ExpectedVersion expected, int events = 1) => Request(To(stream, expected, events));

    public static IdempotencyKey Key(string key, string command = "") => new(key, SHA256.HashData(Encoding.UTF8.GetBytes(command)));

    public static Task<AppendOutcome> Append(this IEventStore store, string stream, ExpectedVersion expected, int events = 1) =>
        store.Append(Request(stream, expected, events), Never);

    public static async Task<List<RecordedEvent>> All(this IEventStore store, long after = 0, long? to = null)
    {
        var all = new List<RecordedEvent>();
        await foreach (var one in store.ReadAll(after, to, Never))
            all.Add(one);
        return all;
    }
}
