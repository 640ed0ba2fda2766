using Ledger.Application.Composition;
using Ledger.Application.HoursImport;
using Ledger.Application.Samples;
using Ledger.Cli.Output;

namespace Ledger.Cli.Running;

/// <summary>Brings a synthetic year into a ledger, with a bar.</summary>
internal static class Samples
{
    /// <summary>What a new ledger starts with: enough to look around in, and there in seconds.</summary>
    public static SampleOptions First { get; } = new(People: 400, Year: SampleInstitutions.FirstYear, Seed: 1);

    public static async Task<HoursImportReport> Load(
        Terminal terminal, LedgerSystem ledger, SampleOptions options, CancellationToken cancellation)
    {
        var importer = new HoursImporter(ledger.Store, ledger.People, ledger.Rules, ledger.Divisions, ledger.Time, ledger.Ids);
        var report = await Progress.Show(terminal, "synthetic year", show =>
        {
            var progress = Progress.At<ImportProgress>(at => show(at.RowsTotal == 0 ? 0 : (double)at.RowsDone / at.RowsTotal));
            return new SampleYear(ledger.Desk, importer).Load(options, progress, cancellation);
        });
        if (report.Hours.End == ImportEnd.Completed)
            await ledger.CatchUp(cancellation);
        return report.Hours;
    }
}
