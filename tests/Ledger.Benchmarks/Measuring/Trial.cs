using System.Diagnostics;

namespace Ledger.Benchmarks.Measuring;

/// <summary>Something to be timed on a fresh database.</summary>
/// <param name="Unit">Such as <c>events/s</c>.</param>
/// <param name="Run">Prepares, does the timed part through the stopwatch, and gives how many things were done.</param>
internal sealed record Trial(string Name, string Unit, Func<BenchDatabase, Stopwatch, Task<long>> Run);
