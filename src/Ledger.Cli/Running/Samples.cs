using Ledger.Application.Composition;
using Ledger.Application.HoursImport;
using Ledger.Application.Samples;
using Ledger.Cli.Output;
using Ledger.Cli.Verbs;

namespace Ledger.Cli.Running;

/// <summary>Brings a synthetic year into a ledger, the way a real one comes in.</summary>
internal static class Samples
{
    /// <summary>What a new ledger starts with: enough to look around in, and there in seconds.</summary>
    public static SampleOptions First { get; } = new(People: 400, Year: 2025, Seed: 1);

    public static async Task<HoursImportReport> Load(
        Terminal terminal, LedgerSystem ledger, SampleOptions options, CancellationToken cancellation)
    {
        // A name that the import shows; the folder is private to this account, because the file looks like people's data.
        var folder = Directory.CreateTempSubdirectory("ledger-sample-");
        try
        {
            var file = Path.Combine(folder.FullName, $"synthetic-{options.Year}.csv");
            await using (var stream = File.Create(file))
                SampleHours.Write(options, stream);
            return await ImportHoursVerb.Import(terminal, ledger, file, new HoursImportRequest(), cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
