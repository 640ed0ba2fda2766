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
    if (options.Json)
    {
        var measurements = await Measure(bench, options.Sections, _ => { }, stop.Token);
        (results with { Measurements = measurements }).WriteJson(Console.Out);
    }
    else
    {
        // As they come: all of it takes the better part of an hour, and what is measured is kept whatever becomes of the rest.
        results.WriteHead(Console.Out);
        await Measure(bench, options.Sections, rows => Results.WriteRows(Console.Out, rows), stop.Token);
    }

    return 0;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 130;
}

static async Task<IReadOnlyList<Measurement>> Measure(
    Bench bench, IEnumerable<Section> sections, Action<IReadOnlyList<Measurement>> measured, CancellationToken cancellation)
{
    var measurements = new List<Measurement>();
    foreach (var section in sections)
    {
        var rows = await section.Measure(bench, cancellation);
        measured(rows);
        measurements.AddRange(rows);
    }

    return measurements;
}
