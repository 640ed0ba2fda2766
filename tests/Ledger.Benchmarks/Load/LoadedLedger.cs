using System.Diagnostics;
using Ledger.Application.Composition;
using Ledger.Application.HoursImport;
using Ledger.Application.Samples;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Serving;
using Ledger.Benchmarks.Whole;

namespace Ledger.Benchmarks.Load;

/// <summary>
/// A ledger that has a small synthetic year, folded and sealed, and beside it the file of a larger one that waits to be imported.
/// </summary>
internal sealed class LoadedLedger : IAsyncDisposable
{
    private const int PeopleBefore = 1_000;

    /// <summary>Other people than those who are there already, and a year of their own for them.</summary>
    private const ulong SeedBefore = 1, SeedOfFile = 2;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    private readonly Bench bench;
    private readonly BenchDatabase database;

    private LoadedLedger(Bench bench, BenchDatabase database, LedgerSystem ledger) =>
        (this.bench, this.database, Ledger) = (bench, database, ledger);

    public LedgerSystem Ledger { get; }

    public static int YearBefore => SampleInstitutions.FirstYear;

    /// <summary>The file, written once for all rounds.</summary>
    public static string WriteFile(Bench bench)
    {
        var path = Path.Combine(bench.Home, "under-load.csv");
        using var stream = File.Create(path);
        SampleHours.Write(new SampleOptions(bench.Sizes.LoadPeople, YearBefore, SeedOfFile), stream);
        return path;
    }

    public static async Task<LoadedLedger> Of(Bench bench, CancellationToken cancellation)
    {
        var database = await bench.Database(cancellation);
        var ledger = await OpenedLedger.On(bench, database, bench.Engines[0], cancellation);
        await new SampleYear(ledger.Desk, Importer(ledger))
            .Load(new SampleOptions(PeopleBefore, YearBefore, SeedBefore), null, cancellation);
        await ledger.Projections.CatchUp(cancellation);
        await ledger.Sealing.Seal(cancellation);
        await database.Execute("vacuum analyze", cancellation);
        await database.Execute("checkpoint", cancellation);
        return new LoadedLedger(bench, database, ledger);
    }

    /// <summary>By <c>ledger import hours</c>, in a process of its own as whoever imports runs it.</summary>
    /// <param name="begun">Told when its first events are recorded.</param>
    /// <returns>Events per second from its first recorded batch to its last.</returns>
    public async Task<double> Import(string file, TaskCompletionSource begun, CancellationToken cancellation)
    {
        var before = await Ledger.Store.Head(cancellation);
        using var process = new Process { StartInfo = LedgerProgram.StartApart(bench, database, "import", "hours", file) };
        process.Start();
        try
        {
            process.BeginOutputReadLine();
            var said = process.StandardError.ReadToEndAsync(cancellation);
            var first = before;
            while (first == before && !process.HasExited)
                first = await Ledger.Store.WaitBeyond(before, LookInterval, cancellation);
            var clock = Stopwatch.StartNew();
            begun.TrySetResult();
            // To its last event: where nobody else folds, the program folds what it has imported before it ends.
            var (last, took) = (first, clock.Elapsed);
            while (!process.HasExited)
            {
                if (await Ledger.Store.WaitBeyond(last, LookInterval, cancellation) is var head && head > last)
                    (last, took) = (head, clock.Elapsed);
            }

            return process.ExitCode == 0 && last > first
                ? (last - first) / took.TotalSeconds
                : throw new InvalidOperationException($"The import ended with {process.ExitCode}: {await said}");
        }
        finally
        {
            begun.TrySetResult();
            if (!process.HasExited)
                process.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await database.DisposeAsync();
    }

    private static HoursImporter Importer(LedgerSystem ledger) =>
        new(ledger.Store, ledger.People, ledger.Rules, ledger.Divisions, ledger.Time, ledger.Ids);
}
