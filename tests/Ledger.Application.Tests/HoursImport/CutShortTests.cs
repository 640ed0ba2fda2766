using System.Text;
using Ledger.Application.HoursImport;
using Ledger.EventStore;

namespace Ledger.Application.Tests.HoursImport;

/// <summary>An import that ended half-way, or ran beside another, and was sent again: every good row exactly once.</summary>
public sealed class CutShortTests : IAsyncLifetime
{
    private const int Rows = 12_000;

    private static readonly byte[] File = Encoding.UTF8.GetBytes(
        ImportScene.File([.. Enumerable.Range(0, Rows).Select(n => ImportScene.Row(n / 3, $"合成课程{n % 3}", "2"))]));

    /// <summary>A batch ends where the rows of a person do.</summary>
    private const int FirstBatch = ImportLimits.RowsPerBatch + 1;

    private ImportScene _scene = null!;

    public async Task InitializeAsync() => _scene = await ImportScene.Begin();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    private async Task EveryRowStandsOnce()
    {
        (await _scene.Count("mt_events where type = 'credits.claimed.v1'")).ShouldBe(Rows);
        (await _scene.Count("mt_events where type = 'credits.recognised.v1'")).ShouldBe(Rows);
        (await _scene.Count("(select distinct data->>'entry' from mt_events where type = 'credits.claimed.v1') e")).ShouldBe(Rows);
    }

    [Fact]
    public async Task Cancelled_after_a_batch_it_keeps_what_landed_and_the_same_file_brings_the_rest()
    {
        using var cancel = new CancellationTokenSource();
        var first = await _scene.Import(File, progress: new Now(_ => cancel.Cancel()), cancellation: cancel.Token);

        (first.Report.End, first.Report.Accepted).ShouldBe((ImportEnd.Cancelled, FirstBatch));
        var second = await _scene.Import(File);
        (second.Report.Accepted, second.Report.AlreadyRecorded).ShouldBe((Rows - FirstBatch, FirstBatch));
        await EveryRowStandsOnce();
        (await _scene.Count("mt_events where type = 'import.hours-imported.v1'")).ShouldBe(2);
    }

    [Fact]
    public async Task One_person_s_rows_do_not_make_a_batch_without_end()
    {
        const int Most = ImportLimits.RowsPerBatch + ImportLimits.RowsPastBatch;
        var file = Encoding.UTF8.GetBytes(
            ImportScene.File([.. Enumerable.Range(0, Most + 10).Select(n => ImportScene.Row(1, $"合成课程{n}", "0.1"))]));
        using var cancel = new CancellationTokenSource();

        var first = await _scene.Import(file, progress: new Now(_ => cancel.Cancel()), cancellation: cancel.Token);

        // An account takes no more than some; the rows beyond were judged as well.
        (first.Report.End, first.Report.Accepted + first.Report.Rejected).ShouldBe((ImportEnd.Cancelled, Most));
    }

    [Fact]
    public async Task Dead_between_the_last_batch_and_the_summary_the_next_run_writes_the_summary()
    {
        var dying = _scene.ImporterOn(new DiesBeforeSummary(_scene.Store));
        await Should.ThrowAsync<IOException>(_scene.Import(File, importer: dying));
        var again = await _scene.Import(File);

        again.Report.Accepted.ShouldBe(0);
        (await _scene.Count("mt_events where type = 'import.hours-imported.v1'")).ShouldBe(1);
        (await _scene.Import(File)).Report.FirstPosition.ShouldBe(0);
    }

    [Fact]
    public async Task The_same_file_sent_by_four_at_once_lands_once()
    {
        var imports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _scene.Import(File))));

        imports.ShouldAllBe(imported => imported.Report.End == ImportEnd.Completed && imported.Report.Rejected == 0);
        imports.Sum(imported => imported.Report.Accepted).ShouldBe(Rows);
        await EveryRowStandsOnce();
    }

    /// <summary>Progress{T} reports on another thread, later; this one reports now.</summary>
    private sealed class Now(Action<ImportProgress> action) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => action(value);
    }

    /// <summary>The real store, up to the moment in which the process is taken to have died.</summary>
    private sealed class DiesBeforeSummary(IEventStore store) : StoreInFront(store)
    {
        public override Task<AppendOutcome> Append(AppendRequest request, CancellationToken cancellation) => throw new IOException("dead");
    }
}
