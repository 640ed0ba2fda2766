using System.Diagnostics;
using Ledger.Application.Composition;
using Ledger.Application.HoursImport;
using Ledger.Application.Samples;
using Ledger.Benchmarks.Measuring;
using Ledger.Projections.Directory;

namespace Ledger.Benchmarks.Whole;

/// <summary>The ledger as a whole on a synthetic year: import, rebuilds against a plain read of the same events, questions.</summary>
internal static class WholeBenchmarks
{
    /// <summary>At least so much of the raw COPY of its rows.</summary>
    private const double ImportOfCopy = 0.8;

    /// <summary>Names that people look for: parts of synthetic names, and one that nobody has.</summary>
    private static readonly string[] Searches = ["合成", "继续教育", "机构", "01", "学院", "没有这个"];

    /// <summary>
    /// From the CSV file to committed events and a receipt for each row. The rate is in events, to stand beside the limit.
    /// </summary>
    public static Trial HoursImport(Bench bench, string engine, CancellationToken cancellation) =>
        new(bench.Named(engine, "hours import from CSV, end to end"), "events/s", async (database, clock) =>
        {
            await using var ledger = await OpenedLedger.On(bench, database, engine, cancellation);
            var file = Path.Combine(bench.Home, "synthetic.csv");
            await using (var stream = File.Create(file))
                SampleHours.Write(Year(bench), stream);
            var importer = new HoursImporter(ledger.Store, ledger.People, ledger.Rules, ledger.Divisions, ledger.Time, ledger.Ids);
            clock.Start();
            var report = await importer.Run(file, new HoursImportRequest(), null, cancellation);
            clock.Stop();
            return report is { End: ImportEnd.Completed, Rejected: 0 }
                ? await ledger.Store.Head(cancellation)
                : throw new InvalidOperationException($"The import ended with {report.End}: {report.Rejected} rejected.");
        })
        { Target = Target.RatioAtLeast(ImportOfCopy) };

    /// <summary>Rebuilds and questions on one loaded ledger.</summary>
    public static async Task<IReadOnlyList<Measurement>> RebuildsAndQuestions(Bench bench, CancellationToken cancellation)
    {
        await using var database = await bench.Database(cancellation);
        await using var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
        var importer = new HoursImporter(ledger.Store, ledger.People, ledger.Rules, ledger.Divisions, ledger.Time, ledger.Ids);
        await new SampleYear(ledger.Desk, importer).Load(Year(bench), null, cancellation);
        await ledger.Projections.CatchUp(cancellation);
        var measurements = new List<Measurement>(await RebuildBenchmarks.Of(bench, ledger, cancellation));
        measurements.AddRange(await Questions(bench, ledger, cancellation));
        return measurements;
    }

    private static SampleOptions Year(Bench bench) => new(bench.Sizes.People, SampleInstitutions.FirstYear, 1);

    /// <summary>One question at a time, as one reader waits for it; milliseconds.</summary>
    private static async Task<IReadOnlyList<Measurement>> Questions(Bench bench, LedgerSystem ledger, CancellationToken cancellation)
    {
        await bench.Log.WriteLineAsync("measuring: directory queries");
        var day = new DateOnly(SampleInstitutions.FirstYear, 6, 1);
        var times = new List<double>();
        for (var at = -Searches.Length; at < bench.Sizes.Searches; at++)
        {
            var clock = Stopwatch.StartNew();
            await ledger.Directory.Search(new DirectorySearch(Searches[Math.Abs(at) % Searches.Length], day), cancellation);
            if (at >= 0)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return [Percentile("directory query, p50", times, 50), Percentile("directory query, p99", times, 99)];
    }

    private static Measurement Percentile(string name, List<double> sorted, int percent)
    {
        var value = Percentiles.At(sorted, percent);
        return new Measurement(name, "ms", value, value, value);
    }
}
