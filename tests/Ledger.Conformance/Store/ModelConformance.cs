using FsCheck;
using FsCheck.Fluent;
using Ledger.EventStore;
using static Ledger.Conformance.Store.Appends;

namespace Ledger.Conformance.Store;

/// <summary>Random sequences of appends, one by one, in groups and in bulk, against a model of a few lines.</summary>
public abstract class ModelConformance<TEngine> : StoreSuite<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private static readonly string[] Names = ["a", "b", "c"];
    private int run;

    [Fact]
    public virtual void The_store_answers_and_keeps_what_the_model_does() =>
        Prop.ForAll(Sequences().ToArbitrary(), steps => Holds(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <param name="Offset">Null for any version; else what is expected beyond or short of the version that the model has.</param>
    private sealed record Part(string Stream, int? Offset, int Events);

    private sealed record Step(bool Bulk, int? Key, IReadOnlyList<Part> Parts);

    private static Gen<Part> Parts() =>
        from stream in Gen.Elements(Names)
        from offset in Gen.Frequency((3, Gen.Constant<int?>(null)), (6, Gen.Constant<int?>(0)), (1, Gen.Choose(-2, 2).Select(n => (int?)n)))
        from events in Gen.Choose(0, 3)
        select new Part(stream, offset, events);

    private static Gen<IReadOnlyList<Step>> Sequences() =>
        from steps in Gen.ListOf(
            from bulk in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
            from key in Gen.Frequency((3, Gen.Constant<int?>(null)), (2, Gen.Choose(1, 4).Select(n => (int?)n)))
            from parts in Gen.NonEmptyListOf(Parts())
            select new Step(bulk, key, [.. parts.DistinctBy(part => part.Stream)]))
        select (IReadOnlyList<Step>)[.. steps];

    private async Task<bool> Holds(IReadOnlyList<Step> steps)
    {
        var prefix = $"run-{++run}";
        var start = await Store.Head(Never);
        var model = new Model(start);
        // An engine that keeps the order of calls is sent all at once, so that they travel in groups. A bulk append waits for its turn.
        var sent = new List<(Task<AppendOutcome> Answer, AppendOutcome Expected)>();
        foreach (var step in steps)
        {
            var streams = step.Parts.Select(part => To($"{prefix}-{part.Stream}", Expectation(part, model, prefix), part.Events)).ToList();
            if (step.Bulk)
            {
                await Task.WhenAll(sent.Select(one => one.Answer));
                var expected = model.Append(new AppendRequest(streams, EventMetadata.None));
                sent.Add((Store.BulkAppend(streams, EventMetadata.None, Never), expected));
                await sent[^1].Answer;
            }
            else
            {
                var key = step.Key is { } number ? Key($"{prefix}-{number}") : null;
                var request = new AppendRequest(streams, EventMetadata.None, key);
                sent.Add((Store.Append(request, Never), model.Append(request)));
                if (!Engine.KeepsTheOrderOfCalls)
                    await sent[^1].Answer;
            }
        }

        foreach (var (answer, expected) in sent)
            Describe(await answer).ShouldBe(Describe(expected));
        var all = await Store.All(after: start);
        all.Select(one => (one.Position, one.StreamId, one.Version, one.Id)).ShouldBe(model.Log);
        return true;
    }

    private static ExpectedVersion Expectation(Part part, Model model, string prefix) => part.Offset is { } offset
        ? ExpectedVersion.Exactly(Math.Max(0, model.Version($"{prefix}-{part.Stream}") + offset))
        : ExpectedVersion.Any;

    private static string Describe(AppendOutcome outcome) => outcome is AppendOutcome.Appended appended
        ? $"{appended.FirstPosition}..{appended.LastPosition} {appended.Repeated} "
            + string.Join(' ', appended.Versions.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"))
        : outcome.ToString();

    /// <summary>What an event store is.</summary>
    private sealed class Model(long head)
    {
        private readonly Dictionary<string, AppendOutcome.Appended> keys = [];

        public List<(long Position, string Stream, long Version, Guid Id)> Log { get; } = [];

        public long Version(string stream) => Log.Count(one => one.Stream == stream);

        public AppendOutcome Append(AppendRequest request)
        {
            if (request.Idempotency is { } key && keys.TryGetValue(key.Key, out var earlier))
                return earlier with { Repeated = true };
            foreach (var stream in request.Streams)
            {
                if (stream.Expected.Value is { } expected && expected != Version(stream.StreamId))
                    return new AppendOutcome.VersionConflict(stream.StreamId, expected, Version(stream.StreamId));
            }

            var first = head + Log.Count + 1;
            foreach (var stream in request.Streams)
            {
                foreach (var one in stream.Events)
                    Log.Add((head + Log.Count + 1, stream.StreamId, Version(stream.StreamId) + 1, one.Id));
            }

            var versions = request.Streams.ToDictionary(stream => stream.StreamId, stream => Version(stream.StreamId));
            var appended = new AppendOutcome.Appended(first, head + Log.Count, versions, false);
            if (request.Idempotency is { } fresh)
                keys.Add(fresh.Key, appended);
            return appended;
        }
    }
}
