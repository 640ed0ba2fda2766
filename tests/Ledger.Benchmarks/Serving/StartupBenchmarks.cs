using System.Globalization;
using Ledger.Benchmarks.Growth;
using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.Serving;

/// <summary>
/// From the start of the service's process to its first answer that it is ready, on a ledger that is folded and sealed; beside it on a
/// ledger without events.
/// </summary>
internal static class StartupBenchmarks
{
    /// <summary>At most so long, seconds.</summary>
    public const double ReadyWithin = 3;

    public static async Task<IReadOnlyList<Measurement>> Of(Bench bench, CancellationToken cancellation)
    {
        var empty = await Started(bench, 0, cancellation);
        var full = await Started(bench, bench.Sizes.StartEvents, cancellation);
        return [empty, full.Against(empty)];
    }

    private static async Task<Measurement> Started(Bench bench, int events, CancellationToken cancellation)
    {
        await using var filled = await FilledLedger.Of(bench, events, cancellation);
        await filled.FoldAndSeal(cancellation);
        return await Of(bench, filled, cancellation);
    }

    /// <summary>Starts on a ledger that is folded and sealed.</summary>
    public static async Task<Measurement> Of(Bench bench, FilledLedger filled, CancellationToken cancellation)
    {
        var events = filled.Events.ToString("N0", CultureInfo.InvariantCulture);
        await bench.Log.WriteLineAsync($"measuring: starts on {events} events");
        var times = new List<double>();
        for (var at = 0; at < bench.Sizes.Starts; at++)
            times.Add(await ServedProcess.TimeToReady(bench, filled.Database, cancellation));
        return Measurement.Of($"{(filled.Events == 0 ? "limit: " : "")}start to ready, {events} events", "s", times)
            .Asked(Target.ValueAtMost(ReadyWithin));
    }
}
