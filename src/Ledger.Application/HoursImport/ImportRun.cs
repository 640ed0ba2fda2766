using Ledger.Application.Files;
using Ledger.Application.People;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.HoursImport;

/// <summary>One run over one file: takes the batches in order, decides, appends, tallies.</summary>
internal sealed class ImportRun(
    IEventStore store, PeopleVault vault, RulePack rules, TableFile file, HoursImportRequest request, DateOnly today, ImportTally tally)
{
    /// <summary>Hexadecimal characters of the file's digest that name the import.</summary>
    private const int IdCharacters = 32;

    private readonly DryRunMemory _dryRun = new();

    public string Import { get; } = file.Facts.Sha256[..IdCharacters];

    public DateOnly Today => today;

    public EventMetadata Metadata => new(request.Actor, "import-" + Import);

    public async Task<(ImportEnd End, FileProblem? Problem)> Go(
        long rowsTotal, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var batches = new Batches(vault, file, new RowReader(file, today), enrol: !request.DryRun);
        var reading = batches.Run(stop.Token);
        try
        {
            await foreach (var batch in batches.Resolved.ReadAllAsync(cancellation))
            {
                if (await Take(batch) is { } problem)
                    return (ImportEnd.Stopped, problem);
                progress?.Report(new(tally.Rows, rowsTotal, tally.Accepted, tally.AlreadyRecorded, tally.Rejected));
                cancellation.ThrowIfCancellationRequested();
            }

            return (request.DryRun ? ImportEnd.DryRun : ImportEnd.Completed, null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (ImportEnd.Cancelled, null);
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>A batch that has begun is finished, cancelled or not: it lands whole, and its receipts are written.</summary>
    private async Task<FileProblem?> Take(ResolvedRow[] batch)
    {
        var judge = new BatchJudge(rules, Import, request.Authority);
        var known = batch.Where(row => !row.Rejected && row.Known);
        var streams = known.Select(row => BatchJudge.StreamOf(row)).Distinct(StringComparer.Ordinal).ToList();
        for (var attempt = 1; attempt <= ImportLimits.TriesPerBatch; attempt++)
        {
            var slices = await store.ReadStreams(streams, UpTo.Now, CancellationToken.None);
            var verdict = judge.Judge(batch, slices);
            tally.MetItself |= verdict.MetItself;
            if (request.DryRun)
            {
                tally.Add([.. verdict.Rows.Select(row => row is RowVerdict.Accepted accepted ? _dryRun.Judge(accepted) : row)], null, 0);
                return null;
            }

            var appends = verdict.Appends;
            switch (appends.Count == 0 ? null : await store.BulkAppend(appends, Metadata, CancellationToken.None))
            {
                case null:
                    tally.Add(verdict.Rows, 0, -1);
                    return null;
                case AppendOutcome.Appended done:
                    tally.Add(verdict.Rows, done.FirstPosition, done.LastPosition);
                    return null;
                case AppendOutcome.VersionConflict:
                    continue;
                case var other:
                    return new("import.not-storable", "有事实不能存入账本", $"A fact cannot be stored: {other.GetType().Name}.");
            }
        }

        return new("import.contended", "其他导入正在写入同一批人员的账户", "Other writers keep writing to the same accounts.", "请稍后重新导入同一文件");
    }
}
