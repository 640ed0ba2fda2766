using System.Diagnostics;
using System.Globalization;
using Ledger.Application.Composition;
using Ledger.Application.Samples;
using Ledger.Application.TwoTimes;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Serving;
using Ledger.Benchmarks.Store;
using Ledger.Benchmarks.Whole;
using Ledger.Domain.Kernel;
using Ledger.EventStore;
using Ledger.Host.Queries;

namespace Ledger.Benchmarks.Growth;

/// <summary>
/// The same work on ledgers of several sizes, each beside the smallest: what ought to cost the same however much is recorded, and what
/// ought to cost the same for each event.
/// </summary>
internal static class GrowthBenchmarks
{
    /// <summary>Flat, and linear: within so many times the smallest.</summary>
    private const double FlatWithin = 2, LinearWithin = 1.5;

    /// <summary>Questions of one kind before those that count.</summary>
    private const int WarmUp = 20;

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        var sizes = new List<IReadOnlyList<Measurement>>();
        foreach (var events in bench.Sizes.GrowthEvents)
            sizes.Add(await At(bench, events, cancellation));
        return [.. sizes[0].Select((_, kind) => kind).SelectMany(kind => Grown([.. sizes.Select(size => size[kind])]))];
    }

    /// <summary>
    /// What is asked of a kind is asked of the larger sizes; the smallest is what they are compared with. What has a limit at its own size,
    /// or is one, or is asked as a value, stays as it is.
    /// </summary>
    private static IEnumerable<Measurement> Grown(IReadOnlyList<Measurement> sizes)
    {
        if (sizes[0] is { Target: null or { Of: TargetOf.Value } } or { Limit: not null })
            return sizes;
        var limit = sizes[0] with { Name = "limit: " + sizes[0].Name, Target = null };
        return [limit, .. sizes.Skip(1).Select(one => one.Against(limit))];
    }

    private static async Task<IReadOnlyList<Measurement>> At(Bench bench, int asked, CancellationToken cancellation)
    {
        await using var filled = await FilledLedger.Of(bench, asked, cancellation);
        var (ledger, events) = (filled.Ledger, filled.Events);
        await bench.Log.WriteLineAsync($"measuring: {events:N0} events");
        var rebuilt = await RebuildBenchmarks.Together(ledger, name => Named(name, events), cancellation);
        var folded = Measurement.Of(Named("rebuild", events), "µs/event", [1_000_000 / rebuilt[1].Value])
            .Asked(Target.RatioAtMost(LinearWithin));
        var @sealed = await Each("sealing", events, () => ledger.Sealing.Seal(cancellation));
        var verified = await Each("verifying the whole log", events, () => Verify(ledger, cancellation));
        await filled.Database.Execute("vacuum analyze", cancellation);
        await filled.Database.Execute("checkpoint", cancellation);
        var started = await StartupBenchmarks.Of(bench, filled, cancellation);
        var questions = await Questions(bench, filled, cancellation);
        // Last: no read model knows these.
        var appended = await Append(bench, ledger, events, cancellation);
        return [.. rebuilt, folded, @sealed, verified, started, .. questions, .. appended];
    }

    /// <summary>Once: it is long, and the sizes are what is compared.</summary>
    private static async Task<Measurement> Each(string name, long events, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return Measurement.Of(Named(name, events), "µs/event", [clock.Elapsed.TotalMicroseconds / events])
            .Asked(Target.RatioAtMost(LinearWithin));
    }

    private static async Task Verify(LedgerSystem ledger, CancellationToken cancellation)
    {
        var report = await ledger.Verification.Run(ledger.LogKeys.Verifiers, [], readModels: false, null, cancellation);
        if (!report.Passed)
            throw new InvalidOperationException($"The log did not pass: {report.Log.Findings.Told[0].En}");
    }

    private static async Task<List<Measurement>> Questions(
        Bench bench, FilledLedger filled, CancellationToken cancellation)
    {
        var (ledger, events) = (filled.Ledger, filled.Events);
        var institutions = new InstitutionQueries(ledger);
        var day = new DateOnly(FilledRows.Year, 6, 1);
        var half = Moment.Now(day) with { DayAsked = day, Position = await ledger.Store.Head(cancellation) / 2, IsFixed = true };
        var now = Moment.Now(new DateOnly(FilledRows.Year, 12, 31));
        var people = await FilledRows.People(
            filled.Database, bench.Sizes.Replays + WarmUp, events / FilledRows.EventsOfPerson, cancellation);
        return
        [
            await Median("institution as of a day and a position", at =>
                institutions.Institution(Institution(at), half, cancellation)),
            await Median("a person's year", at => ledger.CreditHours.Year(people[at + WarmUp], FilledRows.Year, null, null, cancellation)),
            await Median("a person's year as of a position", at =>
                ledger.CreditHours.Year(people[at + WarmUp], FilledRows.Year, half.Position, null, cancellation)),
            await Median("yearly figures of a province", at =>
                ledger.YearlyFigures.Region("360000", FilledRows.Year, now, null, cancellation)),
        ];

        static string Institution(int at) =>
            SampleInstitutions.IdOf(FilledRows.Year, 1 + (at + WarmUp) % SampleInstitutions.Providers);

        async Task<Measurement> Median(string name, Func<int, Task> ask)
        {
            var times = new List<double>();
            for (var at = -WarmUp; at < bench.Sizes.Replays; at++)
            {
                var clock = Stopwatch.GetTimestamp();
                await ask(at);
                if (at >= 0)
                    times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }

            return Measurement.Of(Named(name, events), "ms", times).Asked(Target.RatioAtMost(FlatWithin));
        }
    }

    /// <summary>New streams on top of what is there, by one bulk append a run and by single ones.</summary>
    private static async Task<Measurement[]> Append(Bench bench, LedgerSystem ledger, long events, CancellationToken cancellation)
    {
        var (bulk, single) = (new List<double>(), new List<double>());
        for (var run = 0; run <= bench.Sizes.Runs; run++)
        {
            var streams = SyntheticEvents.Streams(bench.Sizes.BulkEvents, run * bench.Sizes.BulkEvents);
            var clock = Stopwatch.StartNew();
            await Demand(ledger.Store.BulkAppend(streams, new EventMetadata("bench"), cancellation));
            var took = clock.Elapsed.TotalSeconds;
            clock.Restart();
            for (var at = 0; at < bench.Sizes.SingleAppends; at++)
            {
                var number = (1 << 30) + run * bench.Sizes.SingleAppends + at;
                var stream = SyntheticEvents.Stream(number, SyntheticEvents.Event(number));
                await Demand(ledger.Store.Append(new AppendRequest([stream], new EventMetadata("bench")), cancellation));
            }

            // The first one warms up.
            if (run == 0)
                continue;
            bulk.Add(took * 1_000_000 / bench.Sizes.BulkEvents);
            single.Add(clock.Elapsed.TotalMicroseconds / bench.Sizes.SingleAppends);
        }

        return
        [
            Measurement.Of(Named("bulk append", events), "µs/event", bulk).Asked(Target.RatioAtMost(FlatWithin)),
            Measurement.Of(Named("single appends, 1 caller", events), "µs/event", single).Asked(Target.RatioAtMost(FlatWithin)),
        ];
    }

    private static async Task Demand(Task<AppendOutcome> appending)
    {
        if (await appending is not AppendOutcome.Appended)
            throw new InvalidOperationException("The store did not append.");
    }

    private static string Named(string name, long events) => string.Create(CultureInfo.InvariantCulture, $"{name}, {events:N0} events");
}
