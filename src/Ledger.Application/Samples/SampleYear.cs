using Ledger.Application.Commands;
using Ledger.Application.HoursImport;

namespace Ledger.Application.Samples;

/// <param name="Commands">Commands given, of institutions and decisions; those given before leave nothing new.</param>
/// <param name="Rows">Rows of the file of hours.</param>
public sealed record SampleReport(int Commands, long Rows, HoursImportReport Hours);

/// <summary>
/// Loads a synthetic year through the same doors that real facts come in by: the institutions by the command desk, the hours as a file by
/// the import. Loaded again with the same options it leaves nothing new.
/// </summary>
public sealed class SampleYear(ICommandDesk desk, HoursImporter importer)
{
    private const string Actor = "sample";

    /// <exception cref="InvalidOperationException">The law, or the ledger as it stands, refuses a command of the sample.</exception>
    public async Task<SampleReport> Load(SampleOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        options.Checked();
        var commands = 0;
        foreach (var command in SampleInstitutions.Commands(options.Year))
        {
            var answer = await desk.Handle(command, new CommandContext(Actor), cancellation);
            if (answer is not CommandAnswer.Done)
                throw new InvalidOperationException($"The sample's {command.GetType().Name} was not taken: {answer}");
            commands++;
        }

        await using var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
            BufferSize = 128 * 1024,
        });
        var rows = SampleHours.Write(options, file);
        file.Position = 0;
        var report = await importer.Run(file, "sample-hours.csv", new HoursImportRequest(Actor: Actor), progress, cancellation);
        return new SampleReport(commands, rows, report);
    }
}
