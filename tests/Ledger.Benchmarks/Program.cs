using Ledger.Benchmarks;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Store;
using Ledger.Benchmarks.Whole;

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

try
{
    var sizes = options.Quick ? Sizes.Quick : Sizes.Full;
    await using var bench = await Bench.Start(sizes, options.Engines, Console.Error, stop.Token);
    var measurements = await Measure(bench, stop.Token);
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

static async Task<IReadOnlyList<Measurement>> Measure(Bench bench, CancellationToken cancellation)
{
    var sizes = bench.Sizes;
    var appends = bench.Engines.Select(engine => new AppendBenchmarks(bench, engine, cancellation)).ToArray();
    var imports = bench.Engines.Select(engine => WholeBenchmarks.HoursImport(bench, engine, cancellation)).ToArray();
    var rows = await ImportedRows.Of(bench, imports[0], cancellation);
    return
    [
        .. await bench.Rounds(
            Limits.DurableCommits(1, sizes.SingleAppends, cancellation),
            [.. appends.Select(one => one.Single(1, sizes.SingleAppends)), .. Commands(1, sizes.SingleAppends)], cancellation),
        .. await bench.Rounds(
            Limits.DurableCommits(32, sizes.SharedAppends, cancellation),
            [.. appends.Select(one => one.Single(32, sizes.SharedAppends)), .. Commands(32, sizes.SharedAppends)], cancellation),
        .. await bench.Rounds(
            Limits.RawCopy(bench, cancellation),
            [.. appends.Select(one => one.Batches()), .. appends.Select(one => one.Bulk())], cancellation),
        .. await bench.Rounds(rows.RawCopy(cancellation), imports, cancellation),
        .. await WholeBenchmarks.RebuildsAndQuestions(bench, cancellation),
        .. await ReplayBenchmarks.Of(bench, cancellation),
    ];

    IEnumerable<Trial> Commands(int callers, int commands) =>
        bench.Engines.Select(engine => CommandBenchmarks.Changes(bench, engine, callers, commands, cancellation));
}
