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
    var results = new Results(
        await bench.ServerVersion(stop.Token), Environment.ProcessorCount, bench.Engines, options.Quick ? "quick" : "full", sizes.Runs, []);
    var measurements = new List<Measurement>();
    if (!options.Json)
        results.WriteHead(Console.Out);
    foreach (var section in options.Sections)
    {
        var rows = await section.Measure(bench, stop.Token);
        measurements.AddRange(rows);
        // As they come: all of it takes the better part of an hour, and what is measured is kept whatever becomes of the rest.
        if (!options.Json)
            Results.WriteRows(Console.Out, rows);
    }

    if (options.Json)
        (results with { Measurements = measurements }).WriteJson(Console.Out);
    return 0;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 130;
}
