using Ledger.Application.Files;
using Ledger.Application.People;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.HoursImport;

/// <summary>
/// One run over one file: takes the batches in order, decides, appends, tallies. Two batches are being written at a time, one begun behind
/// the other, and a third is decided meanwhile on the accounts as they will leave them. They land in order, and should one have to be
/// decided anew, so are those after it.
/// </summary>
internal sealed class ImportRun(
    IEventStore store, PeopleVault vault, RulePack rules, TableFile file, HoursImportRequest request, DateOnly today, ImportTally tally)
{
    /// <summary>Hexadecimal characters of the file's digest that name the import.</summary>
    private const int IdCharacters = 32;

    /// <summary>Batches that are being written at a time. More would keep accounts locked longer, and two keep two cores busy.</summary>
    private const int MostLandings = 2;

    /// <summary>One for all batches: which rules are law is asked for the day of each row.</summary>
    private readonly BatchJudge _judge = new(rules, IdOf(file), request.Authority);

    private readonly DryRunMemory _dryRun = new();

    private readonly Queue<Landing> _landings = new();

    /// <summary>How often a batch had to be decided anew: a verdict from before rests on what did not come about.</summary>
    private int _anew;

    public string Import { get; } = IdOf(file);

    public DateOnly Today => today;

    public EventMetadata Metadata => new(request.Actor, "import-" + Import);

    private static string IdOf(TableFile file) => file.Facts.Sha256[..IdCharacters];

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
                Report();
                cancellation.ThrowIfCancellationRequested();
            }

            if (await Land(0) is { } last)
                return (ImportEnd.Stopped, last);
            Report();
            return (request.DryRun ? ImportEnd.DryRun : ImportEnd.Completed, null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What has begun is finished, cancelled or not: it lands whole, and its receipts are written.
            return await Land(0) is { } problem ? (ImportEnd.Stopped, problem) : (ImportEnd.Cancelled, null);
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
            await Settle();
        }

        void Report() => progress?.Report(new(tally.Rows, rowsTotal, tally.Accepted, tally.AlreadyRecorded, tally.Rejected));
    }

    /// <summary>
    /// Decides a batch while those before are being written, and begins to write it behind them as soon as the first has landed.
    /// </summary>
    private async Task<FileProblem?> Take(ResolvedRow[] batch)
    {
        var anew = _anew;
        var verdict = await Decide(batch, OnTheirWay());
        if (request.DryRun)
        {
            tally.MetItself |= verdict.MetItself;
            tally.Add([.. verdict.Rows.Select(row => row is RowVerdict.Accepted accepted ? _dryRun.Judge(accepted) : row)], null, 0);
            return null;
        }

        if (await Land(MostLandings - 1) is { } problem)
            return problem;
        if (_anew != anew)
            verdict = await Decide(batch, OnTheirWay());
        _landings.Enqueue(new Landing(batch, verdict, Write(verdict, _landings.LastOrDefault()?.Writing)));
        return null;
    }

    /// <summary>The accounts as the batches that have not landed will leave them, the latest of them where two have the same.</summary>
    private IReadOnlyDictionary<string, AccountPlan> OnTheirWay()
    {
        if (_landings.Count < 2)
            return _landings.TryPeek(out var only) ? only.Verdict.Changed : BatchVerdict.NoAccounts;
        var accounts = new Dictionary<string, AccountPlan>(StringComparer.Ordinal);
        foreach (var landing in _landings)
        {
            foreach (var (stream, account) in landing.Verdict.Changed)
                accounts[stream] = account;
        }

        return accounts;
    }

    private async Task<BatchVerdict> Decide(ResolvedRow[] batch, IReadOnlyDictionary<string, AccountPlan> before)
    {
        var known = batch.Where(row => !row.Rejected && row.Known).Select(row => BatchJudge.StreamOf(row));
        var streams = known.Distinct(StringComparer.Ordinal).Where(stream => !before.ContainsKey(stream)).ToList();
        return _judge.Judge(batch, await store.ReadStreams(streams, UpTo.Now, CancellationToken.None), before);
    }

    /// <summary>Null where there is nothing to write.</summary>
    private BulkAppending? Write(BatchVerdict verdict, BulkAppending? after) => verdict.Appends is { Count: > 0 } appends
        ? store.BeginBulkAppend(appends, Metadata, after, CancellationToken.None)
        : null;

    /// <summary>Waits until no more than so many batches are on their way. What follows one that was decided anew lands too.</summary>
    private async Task<FileProblem?> Land(int most)
    {
        while (_landings.Count > most)
        {
            var first = _landings.Peek();
            if (await Landed(first) is { } problem)
                return problem;
            // The receipts of one are written while the events of the next are.
            _landings.Dequeue().Tell(tally);
            if (first.Tries == 1)
                continue;
            // What follows was decided on what did not come about. If it has nothing to write, no append of its own will tell it so.
            most = 0;
            if (_landings.TryPeek(out var next) && next.Writing is null)
                await Anew(next);
        }

        return null;
    }

    /// <summary>Waits for a batch to land, and decides it anew where another writer came first.</summary>
    private async Task<FileProblem?> Landed(Landing landing)
    {
        while (await landing.Outcome is AppendOutcome.VersionConflict or AppendOutcome.NothingBefore
            && landing.Tries < ImportLimits.TriesPerBatch)
        {
            await Anew(landing);
        }

        return await landing.Outcome switch
        {
            null or AppendOutcome.Appended => null,
            AppendOutcome.VersionConflict =>
                new("import.contended", "其他导入正在写入同一批人员的账户", "Other writers keep writing to the same accounts.", "请稍后重新导入同一文件"),
            var other => new("import.not-storable", "有事实不能存入账本", $"A fact cannot be stored: {other.GetType().Name}."),
        };
    }

    private async Task Anew(Landing landing)
    {
        _anew++;
        var verdict = await Decide(landing.Batch, BatchVerdict.NoAccounts);
        landing.Again(verdict, Write(verdict, null));
    }

    /// <summary>After a failure elsewhere: what is being written is written or not before the run ends, and has its receipts.</summary>
    private async Task Settle()
    {
        foreach (var open in _landings)
        {
            var outcome = open.Outcome;
            await ((Task)outcome).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (outcome is { IsCompletedSuccessfully: true, Result: AppendOutcome.Appended })
                open.Tell(tally);
        }

        _landings.Clear();
    }

    /// <summary>A batch on its way into the store.</summary>
    private sealed class Landing(ResolvedRow[] batch, BatchVerdict verdict, BulkAppending? writing)
    {
        public ResolvedRow[] Batch => batch;

        public BatchVerdict Verdict { get; private set; } = verdict;

        /// <summary>Null where there was nothing to write.</summary>
        public BulkAppending? Writing { get; private set; } = writing;

        /// <summary>Null where there was nothing to write.</summary>
        public Task<AppendOutcome?> Outcome => Awaited(Writing);

        public int Tries { get; private set; } = 1;

        public void Again(BatchVerdict verdict, BulkAppending? writing) =>
            (Verdict, Writing, Tries) = (verdict, writing, Tries + 1);

        /// <summary>To be called once it has landed.</summary>
        public void Tell(ImportTally tally)
        {
            tally.MetItself |= Verdict.MetItself;
            if (Outcome.Result is AppendOutcome.Appended done)
                tally.Add(Verdict.Rows, done.FirstPosition, done.LastPosition);
            else
                tally.Add(Verdict.Rows, 0, -1);
        }

        private static async Task<AppendOutcome?> Awaited(BulkAppending? writing) => writing is null ? null : await writing.Outcome;
    }
}
