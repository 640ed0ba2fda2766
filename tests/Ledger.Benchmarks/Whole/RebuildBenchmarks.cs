using System.Diagnostics;
using Ledger.Application.Composition;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Store;
using Ledger.Projections;

namespace Ledger.Benchmarks.Whole;

/// <summary>
/// Rebuilds beside the plain ordered read of the same events by one connection, round by round, and the memory they take.
/// </summary>
internal static class RebuildBenchmarks
{
    /// <summary>At least so much of the plain read.</summary>
    private const double RebuildOfRead = 0.5;

    private const double Megabyte = 1024 * 1024;

    /// <summary>What a rebuild may take of memory at most, with all else that is in the process; MB.</summary>
    private const double MemoryLimitMegabytes = 1024;

    /// <summary>Between two looks at the memory.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, LedgerSystem ledger, CancellationToken cancellation)
    {
        var head = await ledger.Store.Head(cancellation);
        var memory = new List<double>();
        List<(string Name, Func<Task> Work)> works =
        [
            ("limit: plain ordered binary read", () => Limits.PlainRead(ledger.Database, cancellation)),
            ("rebuild of all read models together", async () => memory.Add(await Memory(() => All(ledger, cancellation)))),
            .. ReadModels.All.Select(projection => (
                $"rebuild of {projection.Name}", (Func<Task>)(() => ledger.Projections.Rebuild(projection.Name, null, cancellation)))),
        ];
        var rates = works.Select(_ => new List<double>()).ToList();
        for (var round = 0; round <= bench.Sizes.Runs; round++)
        {
            foreach (var ((name, work), of) in works.Zip(rates))
            {
                await bench.Log.WriteLineAsync($"round {round} of {bench.Sizes.Runs}: {name}");
                var clock = Stopwatch.StartNew();
                await work();
                // The first round warms up.
                if (round > 0)
                    of.Add(head / clock.Elapsed.TotalSeconds);
            }
        }

        var read = Measurement.Of(works[0].Name, "events/s", rates[0]);
        var limit = Measurement.Of("limit: memory", "MB", [MemoryLimitMegabytes]);
        return
        [
            read,
            Rated(1).Asked(Target.RatioAtLeast(RebuildOfRead)),
            .. Enumerable.Range(2, works.Count - 2).Select(Rated),
            limit,
            Measurement.Of("most memory while all are rebuilt", "MB", memory).Against(limit).Asked(Target.RatioAtMost(1)),
        ];

        Measurement Rated(int at) => Measurement.Paired(works[at].Name, "events/s", rates[at], read, rates[0]);
    }

    /// <summary>
    /// All together on a ledger of some size, once beside the plain read, which is made twice: the first finds the pages cold.
    /// </summary>
    public static async Task<IReadOnlyList<Measurement>> Together(
        LedgerSystem ledger, Func<string, string> named, CancellationToken cancellation)
    {
        var head = await ledger.Store.Head(cancellation);
        await Limits.PlainRead(ledger.Database, cancellation);
        var clock = Stopwatch.StartNew();
        await Limits.PlainRead(ledger.Database, cancellation);
        var read = Measurement.Of(named("limit: plain ordered binary read"), "events/s", [head / clock.Elapsed.TotalSeconds]);
        clock.Restart();
        var memory = await Memory(() => All(ledger, cancellation));
        var rebuilt = Measurement.Of(named("rebuild of all read models together"), "events/s", [head / clock.Elapsed.TotalSeconds]);
        return
        [
            read,
            rebuilt.Against(read).Asked(Target.RatioAtLeast(RebuildOfRead)),
            Measurement.Of(named("most memory meanwhile"), "MB", [memory]).Asked(Target.ValueAtMost(MemoryLimitMegabytes)),
        ];
    }

    private static async Task All(LedgerSystem ledger, CancellationToken cancellation)
    {
        foreach (var outcome in await ledger.Projections.RebuildAll(null, cancellation))
        {
            if (outcome.Failure is { } failure)
                throw failure;
        }
    }

    /// <returns>The most that this process had resident while the work was done, MB.</returns>
    private static async Task<double> Memory(Func<Task> work)
    {
        GC.Collect();
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            var most = 0L;
            using var process = Process.GetCurrentProcess();
            while (!stop.IsCancellationRequested)
            {
                process.Refresh();
                most = Math.Max(most, process.WorkingSet64);
                await Task.Delay(Look, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return most;
        });
        await work();
        await stop.CancelAsync();
        return await watching / Megabyte;
    }
}
