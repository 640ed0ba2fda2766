using Ledger.Application.Commands;
using Ledger.Application.HoursImport;
using Ledger.Application.Tests.People;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore;

namespace Ledger.Application.Tests.HoursImport;

/// <summary>
/// A batch is decided while the one before is being written: what comes of a file must be what came of it when each waited for the last.
/// </summary>
public sealed class OverlappingBatchesTests : IAsyncLifetime
{
    private const int People = 700;

    private ImportScene _scene = null!;

    public async Task InitializeAsync() => _scene = await ImportScene.Begin();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    /// <summary>Everybody's account is in every batch; some rows come again in a later one, and some then say something else.</summary>
    private static string[] Rows { get; } =
    [
        .. Enumerable.Range(0, ImportLimits.RowsPerBatch * 3 - 400).Select(n => (n / People, n % People) switch
        {
            (12, var person) when person % 7 == 0 => ImportScene.Row(person, "合成课程3", "2"),
            (13, var person) when person % 5 == 0 => ImportScene.Row(person, "合成课程4", "5"),
            var (course, person) => ImportScene.Row(person, $"合成课程{course}", "2"),
        }),
    ];

    [Fact]
    public async Task Accounts_in_every_batch_come_out_as_from_files_of_one_batch_each()
    {
        var whole = await _scene.Import(ImportScene.File(Rows));
        await using var apart = await ImportScene.Begin();
        var parts = new List<Imported>();
        foreach (var part in Rows.Chunk(ImportLimits.RowsPerBatch))
            parts.Add(await apart.Import(ImportScene.File(part)));

        whole.Report.End.ShouldBe(ImportEnd.Completed);
        whole.Report.AlreadyRecorded.ShouldBe(100);
        whole.Report.Rejected.ShouldBe(140);
        whole.Codes.Distinct().ShouldBe(["credits.duplicate"]);
        (whole.Report.Accepted, whole.Report.AlreadyRecorded, whole.Report.Rejected, whole.Report.Hours).ShouldBe((
            parts.Sum(part => part.Report.Accepted), parts.Sum(part => part.Report.AlreadyRecorded),
            parts.Sum(part => part.Report.Rejected), parts.Sum(part => part.Report.Hours)));
        foreach (var person in (int[])[0, 1, 35, 699])
        {
            (await _scene.Account(person)).Entries.Select(entry => entry.Said)
                .ShouldBe((await apart.Account(person)).Entries.Select(entry => entry.Said));
        }
    }

    /// <summary>With as many events as the first batch would have added, the second finds the version that it was decided on.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2 * (ImportLimits.RowsPerBatch / People + 1))]
    public async Task Another_writer_in_between_has_both_batches_decided_anew(int others)
    {
        // So that the account is there to be written to.
        await _scene.Import(ImportScene.File(ImportScene.Row(3, "合成先行", "1")));
        var imported = await _scene.Import(ImportScene.File(Rows));
        var expected = (imported.Report.Accepted, imported.Report.AlreadyRecorded, imported.Report.Rejected);

        await using var other = await ImportScene.Begin();
        await other.Import(ImportScene.File(ImportScene.Row(3, "合成先行", "1")));
        var interfering = new Interrupted(other, () => Claim(other, others));
        imported = await other.Import(System.Text.Encoding.UTF8.GetBytes(ImportScene.File(Rows)), importer: other.ImporterOn(interfering));

        interfering.Calls.ShouldBeGreaterThan(3);
        (imported.Report.Accepted, imported.Report.AlreadyRecorded, imported.Report.Rejected)
            .ShouldBe((expected.Accepted, expected.AlreadyRecorded, expected.Rejected));
        (await other.Account(3)).Entries.Count(entry => entry.Said.Activity.StartsWith("合成插入", StringComparison.Ordinal))
            .ShouldBe(others);
        (await other.Account(3)).Entries.Select(entry => entry.Said).Distinct().Count()
            .ShouldBe((await other.Account(3)).Entries.Length);
        (await other.Count("(select distinct data->>'entry' from mt_events where type = 'credits.claimed.v1') e"))
            .ShouldBe(await other.Count("mt_events where type = 'credits.claimed.v1'"));
    }

    [Fact]
    public async Task A_batch_with_nothing_to_write_is_decided_anew_with_the_one_before()
    {
        // The last row repeats the first, and was decided when the first was thought to land.
        string[] rows =
        [
            .. Enumerable.Range(0, ImportLimits.RowsPerBatch).Select(n => ImportScene.Row(n, "合成课程", "2")),
            ImportScene.Row(0, "合成课程", "2"),
        ];
        var between = new Interrupted(_scene, async () =>
            (await _scene.Import(ImportScene.File(ImportScene.Row(0, "合成课程", "5")))).Report.Accepted.ShouldBe(1));

        var file = System.Text.Encoding.UTF8.GetBytes(ImportScene.File(rows));
        var imported = await _scene.Import(file, importer: _scene.ImporterOn(between));

        imported.Report.End.ShouldBe(ImportEnd.Completed);
        (imported.Report.Accepted, imported.Report.AlreadyRecorded, imported.Report.Rejected)
            .ShouldBe((ImportLimits.RowsPerBatch - 1, 0, 2));
        imported.Codes.Distinct().ShouldBe(["credits.duplicate"]);
    }

    /// <summary>Something happens between the decision of the first batch and its writing, once.</summary>
    private sealed class Interrupted(ImportScene scene, Func<Task> happens) : StoreInFront(scene.Store)
    {
        private int _calls;

        public int Calls => _calls;

        public override BulkAppending BeginBulkAppend(
            IReadOnlyList<StreamAppend> streams, EventMetadata metadata, BulkAppending? after, CancellationToken cancellation)
        {
            if (Interlocked.Increment(ref _calls) == 1)
                happens().GetAwaiter().GetResult();
            return base.BeginBulkAppend(streams, metadata, after, cancellation);
        }
    }

    /// <summary>Somebody else claims for a person of the batch.</summary>
    private static async Task Claim(ImportScene scene, int claims)
    {
        var person = await scene.Vault.Find(Synthetic.Identity(3), CancellationToken.None);
        var day = new DateOnly(2025, 3, 4);
        var stream = StreamIds.Credits(2025, person!.Value);
        var facts = Enumerable.Range(0, claims).Select(n => FactCodec.Encode(Guid.NewGuid(), new HoursClaimed(
            new Act(day, "institution"), Guid.NewGuid(), LearningForm.Course, SubjectKind.Public, 1m, null, $"合成插入{n}", null, day, day,
            null, null)));
        var append = new StreamAppend(stream, StreamIds.TypeOf(stream), ExpectedVersion.Any, [.. facts]);
        (await scene.Store.Append(new AppendRequest([append], new EventMetadata("test")), CancellationToken.None))
            .ShouldBeOfType<AppendOutcome.Appended>();
    }
}
