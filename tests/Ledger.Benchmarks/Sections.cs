using Ledger.Benchmarks.Disk;
using Ledger.Benchmarks.Growth;
using Ledger.Benchmarks.Load;
using Ledger.Benchmarks.Log;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Serving;
using Ledger.Benchmarks.Store;
using Ledger.Benchmarks.Whole;

namespace Ledger.Benchmarks;

/// <summary>A part of the benchmarks that can be run without the others.</summary>
/// <param name="Name">What <c>--only</c> picks it by, from its beginning.</param>
internal sealed record Section(string Name, Func<Bench, CancellationToken, Task<IReadOnlyList<Measurement>>> Measure);

/// <summary>All that is measured, in its order.</summary>
internal static class Sections
{
    private const int CallersOfBatches = 8;

    public static IReadOnlyList<Section> All { get; } =
    [
        new("single", Singles),
        new("shared", SharingBenchmarks.Of),
        new("bulk", Bulk),
        new("import", Import),
        new("read-models", WholeBenchmarks.RebuildsAndQuestions),
        new("replay", ReplayBenchmarks.Of),
        new("under-load", UnderLoadBenchmarks.Of),
        new("http", HttpBenchmarks.Of),
        new("startup", StartupBenchmarks.Of),
        new("disk", DiskBenchmarks.Of),
        new("growth", GrowthBenchmarks.Of),
        new("log-sealing", SealingBenchmarks.Of),
        new("log-verifying", VerifyingBenchmarks.Of),
        new("log-proofs", ProofBenchmarks.Of),
        new("log-lag", LagBenchmarks.Of),
    ];

    private static Task<IReadOnlyList<Measurement>> Singles(Bench bench, CancellationToken cancellation) =>
        bench.Rounds(
            Limits.DurableCommits(1, bench.Sizes.SingleAppends, cancellation),
            [
                .. Appends(bench, cancellation).Select(one => one.Single(1, bench.Sizes.SingleAppends)),
                .. bench.Engines.Select(engine => CommandBenchmarks.Changes(bench, engine, 1, bench.Sizes.SingleAppends, cancellation)),
            ],
            cancellation);

    private static async Task<IReadOnlyList<Measurement>> Bulk(Bench bench, CancellationToken cancellation)
    {
        var appends = Appends(bench, cancellation);
        var measured = await bench.Rounds(
            Limits.RawCopy(bench, cancellation),
            [
                .. appends.Select(one => one.Batches(1)), .. appends.Select(one => one.Batches(CallersOfBatches)),
                .. appends.Select(one => one.Bulk()), .. appends.Select(one => one.BulkBatches(existing: false)),
            ],
            cancellation);
        var more = await bench.Rounds(
            Limits.RawCopyOfMore(bench, cancellation), [.. appends.Select(one => one.BulkBatches(existing: true))], cancellation);
        return [.. measured, .. more];
    }

    private static async Task<IReadOnlyList<Measurement>> Import(Bench bench, CancellationToken cancellation)
    {
        var imports = bench.Engines.Select(engine => WholeBenchmarks.HoursImport(bench, engine, cancellation)).ToArray();
        var rows = await ImportedRows.Of(bench, imports[0], cancellation);
        return await bench.Rounds(rows.RawCopy(cancellation), imports, cancellation);
    }

    private static AppendBenchmarks[] Appends(Bench bench, CancellationToken cancellation) =>
        [.. bench.Engines.Select(engine => new AppendBenchmarks(bench, engine, cancellation))];
}
