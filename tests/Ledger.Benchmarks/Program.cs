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
    var copy = await Limits.RawCopy(bench, cancellation);
    var commits = await Limits.DurableCommits(bench, 1, sizes.SingleAppends, cancellation);
    var sharedCommits = await Limits.DurableCommits(bench, 32, sizes.SharedAppends, cancellation);
    return
    [
        copy, commits, sharedCommits,
        (await AppendBenchmarks.Single(bench, 1, sizes.SingleAppends, cancellation)).Against(commits),
        (await AppendBenchmarks.Single(bench, 32, sizes.SharedAppends, cancellation)).Against(sharedCommits),
        (await AppendBenchmarks.Batches(bench, cancellation)).Against(copy),
        (await AppendBenchmarks.Bulk(bench, cancellation)).Against(copy),
        (await WholeBenchmarks.HoursImport(bench, cancellation)).Against(copy),
        await AppendBenchmarks.ReadAll(bench, cancellation),
        .. await WholeBenchmarks.RebuildsAndQuestions(bench, cancellation),
    ];
}
