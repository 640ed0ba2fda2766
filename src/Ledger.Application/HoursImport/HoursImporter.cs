using Ledger.Application.Codes;
using Ledger.Application.Commands;
using Ledger.Application.Files;
using Ledger.Application.People;
using Ledger.Domain.Codes;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Imports;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.HoursImport;

/// <summary>
/// Imports a file of hours. Good rows land once however often the file is sent: each is decided against the account it belongs to, and
/// its ids are derived from what it says. A batch lands whole or not at all, so a run that was cut short is finished by sending the file
/// again. The file is walked through first, and nothing lands where its control totals differ.
/// </summary>
public sealed class HoursImporter(
    IEventStore store, PeopleVault vault, RulePack rules, CurrentDivisions divisions, TimeProvider time, IIdSource ids)
{
    public async Task<HoursImportReport> Run(
        string path, HoursImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellation) =>
        await Run(await TableFile.Open(path, HoursColumns.Map, FileLimits.Default, cancellation), request, progress, cancellation);

    /// <param name="stream">Owned from here on.</param>
    /// <param name="name">The file's name, for messages.</param>
    public async Task<HoursImportReport> Run(
        Stream stream, string name, HoursImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellation) =>
        await Run(await TableFile.Open(stream, name, HoursColumns.Map, FileLimits.Default, cancellation), request, progress, cancellation);

    private async Task<HoursImportReport> Run(
        TableOpening opening, HoursImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        if (opening is TableOpening.Refused(var problem))
            return new(ImportEnd.Refused, "", null, problem, 0, 0, 0, 0, 0m, 0, 0, [], [], []);

        using var file = ((TableOpening.Opened)opening).File;
        // It is written into every fact, so that a name or a slip there could never be taken out again.
        if (RecognisingAuthorities.Refuse(request.Authority, rules) is { } refusal)
        {
            var unlawful = new FileProblem("import.authority", refusal.Zh, refusal.En, refusal.Mend);
            return new(ImportEnd.Refused, "", file.Facts, unlawful, 0, 0, 0, 0, 0m, 0, 0, [], file.UnknownColumns, []);
        }

        ControlTotals totals;
        DivisionRegister register;
        try
        {
            (totals, var mismatch) = ControlTotals.Check(file, request, cancellation);
            if (mismatch is not null)
                return new(ImportEnd.Refused, "", file.Facts, mismatch, 0, 0, 0, 0, 0m, 0, 0, [], file.UnknownColumns, []);
            register = await divisions.Read(cancellation);
        }
        catch (OperationCanceledException)
        {
            return new(ImportEnd.Cancelled, "", file.Facts, null, 0, 0, 0, 0, 0m, 0, 0, [], file.UnknownColumns, []);
        }

        using var tally = new ImportTally(file, request, register);
        var run = new ImportRun(store, vault, rules, file, request, ShanghaiTime.DayOf(time.GetUtcNow()), tally);
        var (end, stopped) = await run.Go(totals.Rows, progress, cancellation);
        // Whatever landed is summed up, even when the run was stopped: the next run with this file sums up the rest.
        await Conclude(run, tally, file.Facts, request);
        return new(
            end, run.Import, file.Facts, stopped, tally.Rows, tally.Accepted, tally.AlreadyRecorded, tally.Rejected, tally.Hours,
            tally.FirstPosition, tally.LastPosition, tally.Shown, file.UnknownColumns, tally.Warnings);
    }

    private async Task Conclude(ImportRun run, ImportTally tally, FileFacts file, HoursImportRequest request)
    {
        var stream = StreamIds.Import(run.Import);
        var bringsNew = tally.Accepted > 0
            || (tally.MetItself && (await store.ReadStream(stream, UpTo.Now, CancellationToken.None)).Version == 0);
        if (request.DryRun || !bringsNew)
            return;

        var act = new Act(run.Today, request.Actor, rules.Reference(Rules.ReportCompletion));
        var fact = new HoursImported(
            act, run.Import, file.Sha256, file.Encoding, tally.Rows, tally.Accepted, tally.AlreadyRecorded, tally.Rejected, tally.Hours);
        var append = new StreamAppend(stream, StreamIds.TypeOf(stream), ExpectedVersion.Any, [FactCodec.Encode(ids.Next(), fact)]);
        if (await store.Append(new AppendRequest([append], run.Metadata), CancellationToken.None) is AppendOutcome.Appended done)
            tally.Landed(done.FirstPosition, done.LastPosition);
    }
}
