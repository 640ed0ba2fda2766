using System.Diagnostics;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Whole;
using Ledger.EventStore;

namespace Ledger.Benchmarks.Store;

/// <summary>Appends of every size, each with the stream's expected version.</summary>
internal sealed class AppendBenchmarks(Bench bench, string engine, CancellationToken cancellation)
{
    private const int BatchEvents = 100;

    /// <summary>As many streams as make a batch of the size that an import has.</summary>
    private const int BulkBatchStreams = 2_000;

    /// <summary>At least so much of the raw COPY of the same rows.</summary>
    private const double BulkOfCopy = 1, BatchesOfCopy = 0.6;

    private static readonly EventMetadata By = new("bench");

    /// <summary>One event to a stream of its own, by so many callers at once; each waits for its answer before it sends the next.</summary>
    /// <param name="times">Gets a list for each run: how long each append took, milliseconds.</param>
    public Trial Single(int callers, int appends, List<List<double>>? times = null) =>
        new(bench.Named(engine, $"single appends, {callers} caller{(callers == 1 ? "" : "s")}"), "events/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, engine, cancellation);
            await Append(ledger.Store, appends, 1); // The first one opens the connection.
            var took = new double[appends];
            clock.Start();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
            {
                for (var at = caller; at < appends; at += callers)
                {
                    var asked = Stopwatch.GetTimestamp();
                    await Append(ledger.Store, at, 1);
                    took[at] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
                }
            }));
            clock.Stop();
            times?.Add([.. took]);
            return appends;
        });

    /// <summary>A hundred events to a stream of their own, by so many callers at once.</summary>
    public Trial Batches(int callers) =>
        new(bench.Named(engine, $"batches of 100, {callers} caller{(callers == 1 ? "" : "s")}"), "events/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, engine, cancellation);
            await Append(ledger.Store, bench.Sizes.Batches, BatchEvents);
            clock.Start();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
            {
                for (var at = caller; at < bench.Sizes.Batches; at += callers)
                    await Append(ledger.Store, at, BatchEvents);
            }));
            clock.Stop();
            return (long)bench.Sizes.Batches * BatchEvents;
        })
        { Target = callers == 1 ? null : Target.RatioAtLeast(BatchesOfCopy) };

    /// <summary>All of them in one transaction.</summary>
    public Trial Bulk() =>
        new(bench.Named(engine, "bulk append, one transaction"), "events/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, engine, cancellation);
            var streams = SyntheticEvents.Streams(bench.Sizes.BulkEvents);
            clock.Start();
            Demand(await ledger.Store.BulkAppend(streams, By, cancellation));
            clock.Stop();
            return bench.Sizes.BulkEvents;
        })
        { Target = Target.RatioAtLeast(BulkOfCopy) };

    /// <summary>As an import appends: one batch begun behind another, two on their way at a time.</summary>
    public Trial BulkBatches(bool existing) =>
        new(bench.Named(engine, $"bulk appends in batches, {Named(existing)} streams"), "events/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, engine, cancellation);
            if (existing)
                await SyntheticEvents.Record(ledger.Store, bench.Sizes.BulkEvents, cancellation);
            var batches = (existing ? SyntheticEvents.More(bench.Sizes.BulkEvents) : SyntheticEvents.Streams(bench.Sizes.BulkEvents))
                .Chunk(BulkBatchStreams).ToList();
            clock.Start();
            var (first, second) = ((BulkAppending?)null, (BulkAppending?)null);
            foreach (var batch in batches)
            {
                if (first is not null)
                    Demand(await first.Outcome);
                (first, second) = (second, ledger.Store.BeginBulkAppend(batch, By, second, cancellation));
            }

            Demand(await second!.Outcome);
            clock.Stop();
            return bench.Sizes.BulkEvents;
        })
        { Target = Target.RatioAtLeast(BulkOfCopy) };

    private static string Named(bool existing) => existing ? "existing" : "new";

    private async Task Append(IEventStore store, int number, int events)
    {
        var first = number * events;
        var stream = SyntheticEvents.Stream(number, [.. Enumerable.Range(first, events).Select(SyntheticEvents.Event)]);
        Demand(await store.Append(new AppendRequest([stream], By), cancellation));
    }

    private static void Demand(AppendOutcome outcome)
    {
        if (outcome is not AppendOutcome.Appended { Repeated: false })
            throw new InvalidOperationException($"The store did not append: {outcome}.");
    }
}
