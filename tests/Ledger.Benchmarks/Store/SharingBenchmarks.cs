using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Whole;

namespace Ledger.Benchmarks.Store;

/// <summary>
/// Appends of many callers that share a group commit: beside as many connections that commit a row each, beside one caller alone, and how
/// evenly the callers are served.
/// </summary>
internal static class SharingBenchmarks
{
    private const int Callers = 32;

    /// <summary>At least so many times one caller, and the slowest of a hundred at most so many times as long as half of them.</summary>
    private const double TimesOneCaller = 5, TimesMedian = 10;

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        var limit = Limits.DurableCommits(Callers, bench.Sizes.SharedAppends, cancellation);
        var times = bench.Engines.ToDictionary(engine => engine, _ => new List<List<double>>());
        var of = bench.Engines.ToDictionary(engine => engine, engine => new AppendBenchmarks(bench, engine, cancellation));
        Trial[] shared = [.. bench.Engines.Select(engine => of[engine].Single(Callers, bench.Sizes.SharedAppends, times[engine]))];
        Trial[] alone = [.. bench.Engines.Select(engine => of[engine].Single(1, bench.Sizes.SingleAppends))];
        Trial[] commands =
        [
            .. bench.Engines.Select(engine =>
                CommandBenchmarks.Changes(bench, engine, Callers, bench.Sizes.SharedAppends, cancellation)),
        ];
        Trial[] trials = [limit, .. shared, .. commands, .. alone];
        var rates = await bench.Rates(trials, cancellation);
        var most = Measurement.Of(limit.Name, limit.Unit, rates[0]);
        return
        [
            most,
            .. trials[1..^alone.Length].Select((one, at) => one.Told(rates[at + 1], most, rates[0])),
            .. bench.Engines.SelectMany((engine, at) => Beside(
                shared[at], rates[at + 1], alone[at], rates[trials.Length - alone.Length + at],
                times[engine].Skip(1).ToList())), // The first round warmed up.
        ];
    }

    private static IEnumerable<Measurement> Beside(
        Trial shared, IReadOnlyList<double> sharedRates, Trial alone, IReadOnlyList<double> aloneRates, List<List<double>> times)
    {
        var one = Measurement.Of("limit: " + alone.Name + ", beside it", alone.Unit, aloneRates);
        yield return one;
        yield return Measurement.Paired(shared.Name + ", to one caller", shared.Unit, sharedRates, one, aloneRates)
            .Asked(Target.RatioAtLeast(TimesOneCaller));
        foreach (var run in times)
            run.Sort();
        var medians = times.Select(run => Percentiles.At(run, 50)).ToList();
        var median = Measurement.Of($"limit: {shared.Name}, p50", "ms", medians);
        yield return median;
        yield return Measurement.Paired($"{shared.Name}, p99", "ms", [.. times.Select(run => Percentiles.At(run, 99))], median, medians)
            .Asked(Target.RatioAtMost(TimesMedian));
    }
}
