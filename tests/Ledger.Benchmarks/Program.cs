using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Store;
using Ledger.Benchmarks.Whole;

var known = new[] { "--quick", "--json" };
if (args.Except(known).Any())
{
    await Console.Error.WriteLineAsync("Usage: scripts/bench [--quick] [--json]");
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
    var quick = args.Contains("--quick");
    await using var bench = await Bench.Start(quick ? Sizes.Quick : Sizes.Full, Console.Error, stop.Token);
    var measurements = await Measure(bench, stop.Token);
    var server = await bench.ServerVersion(stop.Token);
    var results = new Results(server, Environment.ProcessorCount, quick ? "quick" : "full", bench.Sizes.Runs, measurements);
    if (args.Contains("--json"))
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
    var import = WholeBenchmarks.HoursImport(bench, cancellation);
    var rows = await ImportedRows.Of(bench, import, cancellation);
    return
    [
        .. await bench.Rounds(
            Limits.DurableCommits(1, sizes.SingleAppends, cancellation),
            [AppendBenchmarks.Single(1, sizes.SingleAppends, cancellation)], cancellation),
        .. await bench.Rounds(
            Limits.DurableCommits(32, sizes.SharedAppends, cancellation),
            [AppendBenchmarks.Single(32, sizes.SharedAppends, cancellation)], cancellation),
        .. await bench.Rounds(
            Limits.RawCopy(bench, cancellation),
            [AppendBenchmarks.Batches(bench, cancellation), AppendBenchmarks.Bulk(bench, cancellation)], cancellation),
        .. await bench.Rounds(rows.RawCopy(cancellation), [import], cancellation),
        .. await WholeBenchmarks.RebuildsAndQuestions(bench, cancellation),
    ];
}
