using System.Diagnostics;

namespace Ledger.Benchmarks.Measuring;

/// <summary>Something to be timed on a fresh database.</summary>
/// <param name="Unit">Such as <c>events/s</c>.</param>
/// <param name="Run">Prepares, does the timed part through the stopwatch, and gives how many things were done.</param>
internal sealed record Trial(string Name, string Unit, Func<BenchDatabase, Stopwatch, Task<long>> Run)
{
    /// <summary>What its rate is asked to reach; null where nothing is.</summary>
    public Target? Target { get; init; }

    /// <param name="limits">The rates of the limit, of the same rounds.</param>
    public Measurement Told(IReadOnlyList<double> rates, Measurement limit, IReadOnlyList<double> limits) =>
        Measurement.Paired(Name, Unit, rates, limit, limits) with { Target = Target };
}
