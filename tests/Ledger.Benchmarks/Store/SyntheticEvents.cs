using System.Globalization;
using System.Text;
using Ledger.EventStore;

namespace Ledger.Benchmarks.Store;

/// <summary>Synthetic events in the shape of claimed hours: bodies of some 300 bytes, five to a stream, the same in every run.</summary>
internal static class SyntheticEvents
{
    private const int EventsPerStream = 5;

    /// <param name="from">The number of the first event.</param>
    public static IReadOnlyList<StreamAppend> Streams(int events, int from = 0)
    {
        var streams = new List<StreamAppend>();
        for (var first = from; first < from + events; first += EventsPerStream)
        {
            var count = Math.Min(EventsPerStream, from + events - first);
            streams.Add(Stream(first / EventsPerStream, [.. Enumerable.Range(first, count).Select(Event)]));
        }

        return streams;
    }

    /// <summary>As many more to the same streams, which have had <see cref="Streams"/>.</summary>
    public static IReadOnlyList<StreamAppend> More(int events) =>
    [
        .. Streams(events).Zip(Streams(events, events), (first, more) => first with
        {
            Expected = ExpectedVersion.Exactly(first.Events.Count),
            Events = more.Events,
        }),
    ];

    /// <summary>So many of them, recorded at once.</summary>
    public static async Task Record(IEventStore store, int events, CancellationToken cancellation)
    {
        if (await store.BulkAppend(Streams(events), new EventMetadata("bench"), cancellation) is not AppendOutcome.Appended)
            throw new InvalidOperationException("The store did not take the events.");
    }

    public static StreamAppend Stream(int number, params IReadOnlyList<NewEvent> events) =>
        new($"credits-2024-{number:x32}", "credits", ExpectedVersion.NoStream, events);

    public static NewEvent Event(int number)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $$$$"""
            {"entry":"{{{{Id(number, 2)}}}}","participation":{"form":"training","subject":"professional","hours":{{{{number % 40}}}}.5,
            "project":"project-{{{{number % 997}}}}","provider":"institution-{{{{number % 311}}}}","from":"2024-03-04","to":"2024-03-08"},
            "act":{"on":"2024-03-11","by":"institution","rule":{"pack":"jiangxi","version":"2023.1","article":"259:第十条"}}}
            """);
        const string DotNetType = "Ledger.Domain.CreditAccounts.HoursClaimed, Ledger.Domain";
        return new NewEvent(Id(number, 1), "credits.claimed.v1", DotNetType, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Ids spread over the whole range, as random ones are, so that indexes work as hard as in life.</summary>
    private static Guid Id(int number, int kind)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, unchecked((uint)number * 2654435761u));
        BitConverter.TryWriteBytes(bytes[4..], number);
        BitConverter.TryWriteBytes(bytes[8..], kind);
        return new Guid(bytes);
    }
}
