using Ledger.Application.Composition;
using Ledger.Application.HoursImport;
using Ledger.Application.Samples;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Whole;

namespace Ledger.Benchmarks.Load;

/// <summary>A ledger that has a small synthetic year, folded and sealed, and beside it the file of a larger one that waits to be imported.</summary>
internal sealed class LoadedLedger : IAsyncDisposable
{
    private const int PeopleBefore = 1_000;

    /// <summary>Other people than those who are there already, and a year of their own for them.</summary>
    private const ulong SeedBefore = 1, SeedOfFile = 2;

    private readonly BenchDatabase database;

    private LoadedLedger(BenchDatabase database, LedgerSystem ledger) => (this.database, Ledger) = (database, ledger);

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
        return new LoadedLedger(database, ledger);
    }

    /// <returns>Events that it added.</returns>
    public async Task<long> Import(string file, CancellationToken cancellation)
    {
        var before = await Ledger.Store.Head(cancellation);
        var report = await Importer(Ledger).Run(file, new HoursImportRequest(), null, cancellation);
        return report is { End: ImportEnd.Completed, Rejected: 0 }
            ? await Ledger.Store.Head(cancellation) - before
            : throw new InvalidOperationException($"The import ended with {report.End}: {report.Rejected} rejected.");
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await database.DisposeAsync();
    }

    private static HoursImporter Importer(LedgerSystem ledger) =>
        new(ledger.Store, ledger.People, ledger.Rules, ledger.Divisions, ledger.Time, ledger.Ids);
}
