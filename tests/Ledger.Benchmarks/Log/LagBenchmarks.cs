using System.Globalization;
using Ledger.Application.Composition;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Whole;
using Ledger.Sealing.Sealers;

namespace Ledger.Benchmarks.Log;

/// <summary>
/// How long a caller whose event was recorded waits for a checkpoint that covers it, while others go on appending; and what sealing takes
/// from their appends. The limit keeps the same waits, and commits one row where the sealer hashes, writes tiles and signs.
/// </summary>
internal static class LagBenchmarks
{
    private static readonly SealerOptions[] Asked = [SealerOptions.Default, new(1, TimeSpan.FromMilliseconds(50))];

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        var measurements = new List<Measurement>();
        foreach (var options in Asked)
            measurements.AddRange(await Of(bench, options, cancellation));
        return measurements;
    }

    private static async Task<IReadOnlyList<Measurement>> Of(Bench bench, SealerOptions options, CancellationToken cancellation)
    {
        var when = string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Events:N0} event{(options.Events == 1 ? "" : "s")} or {options.Longest.TotalMilliseconds:N0} ms");
        var (limit, lag) = ($"limit: wait for one row, each {when}", $"wait for a checkpoint, each {when}");
        var runs = new List<(LaggedAppends Marked, LaggedAppends Sealed)>();
        for (var run = 0; run <= bench.Sizes.Runs; run++)
        {
            await bench.Log.WriteLineAsync($"run {run} of {bench.Sizes.Runs}: {lag}");
            var marked = await Marked(bench, options, cancellation);
            var @sealed = await Sealed(bench, options, cancellation);
            // The first one warms up.
            if (run > 0)
                runs.Add((marked, @sealed));
        }

        var beside = runs.Select(run => run.Marked.Rate).ToList();
        var most = Measurement.Of($"limit: appends, 8 callers, beside one row each {when}", "events/s", beside);
        return
        [
            .. Percentiles.Of([limit, lag], [.. runs.Select(run => (IReadOnlyList<List<double>>)[run.Marked.Lags, run.Sealed.Lags])]),
            most,
            Measurement.Paired(
                $"appends, 8 callers, beside a checkpoint each {when}", "events/s", [.. runs.Select(run => run.Sealed.Rate)], most, beside),
        ];
    }

    private static async Task<LaggedAppends> Sealed(Bench bench, SealerOptions options, CancellationToken cancellation)
    {
        await using var database = await bench.Database(cancellation);
        await using var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
        using var sealer = Sealer(ledger, options);
        return await LaggedAppends.Run(
            ledger.Store, bench.Sizes.LagSeconds, sealer.Run, async stop => (await ledger.Log.Latest(stop))?.Size ?? 0, cancellation);
    }

    private static async Task<LaggedAppends> Marked(Bench bench, SealerOptions options, CancellationToken cancellation)
    {
        await using var database = await bench.Database(cancellation);
        await using var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
        var marks = await HeadMarks.On(database, ledger.Store, options, cancellation);
        return await LaggedAppends.Run(ledger.Store, bench.Sizes.LagSeconds, marks.Run, marks.Last, cancellation);
    }

    private static LogSealer Sealer(LedgerSystem ledger, SealerOptions options) => new(
        ledger.Database, ledger.Store, ledger.Log.Identity, ledger.LogKeys, ledger.Home.KeysOfLog(ledger.LogKeys.Origin), options,
        ledger.Time);
}
