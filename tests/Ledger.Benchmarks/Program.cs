using System.Runtime.InteropServices;
using Ledger.Benchmarks;
using Ledger.Benchmarks.Measuring;

if (BenchOptions.Parse(args, out var problem) is not { } options)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};
// As whoever bounds the time of a run ends it; the servers that were started end too.
using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});

try
{
    var sizes = options.Sizes;
    await using var bench = await Bench.Start(sizes, options.Engines, Console.Error, stop.Token);
    var measurements = await Measure(bench, options.Sections, stop.Token);
    var server = await bench.ServerVersion(stop.Token);
    var results = new Results(
        server, Environment.ProcessorCount, bench.Engines, options.Quick ? "quick" : "full", sizes.Runs, measurements);
    if (options.Json)
        results.WriteJson(Console.Out);
    else
        results.WriteTable(Console.Out);
    return 0;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 130;
}

static async Task<IReadOnlyList<Measurement>> Measure(Bench bench, IEnumerable<Section> sections, CancellationToken cancellation)
{
    var measurements = new List<Measurement>();
    foreach (var section in sections)
        measurements.AddRange(await section.Measure(bench, cancellation));
    return measurements;
}
