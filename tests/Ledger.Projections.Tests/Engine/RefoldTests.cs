using System.Security.Cryptography;
using System.Text;
using Ledger.Projections.AnnualSummaries;
using Ledger.Projections.CreditHours;
using Ledger.Projections.Engine;
using Npgsql;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Engine;

public sealed class RefoldTests
{
    private const string Scratch = "select count(*) from pg_namespace where nspname like '%\\_check\\_%'";

    [Fact]
    public async Task Rows_that_nobody_touched_are_what_the_log_gives()
    {
        await using var ledger = await Written();
        foreach (var projection in ledger.Runner.Projections)
        {
            var compared = await ledger.Runner.Compare(projection.Name, null, Never);
            compared.AreEqual.ShouldBeTrue();
            compared.Rows.ShouldBeGreaterThan(0);
            (compared.Rows, compared.Position).ShouldBe((compared.RowsRefolded, await ledger.Scalar("select position from ledger.head")));
        }

        (await ledger.Scalar(Scratch)).ShouldBe(0);
    }

    [Fact]
    public async Task An_edited_a_deleted_and_an_invented_row_are_told_by_key_and_column()
    {
        await using var ledger = await Written();
        await ledger.Lines("update directory.name set name = '乙学院' where institution = 'a' returning name");
        await ledger.Lines("delete from directory.entry where institution = 'a' returning code");
        await ledger.Lines(
            "insert into directory.detail (institution, valid_from, known_from) values ('z', '2024-01-01', 1) returning institution");

        var compared = await ledger.Runner.Compare("directory", null, Never);

        compared.AreEqual.ShouldBeFalse();
        compared.Differing.ShouldBe(3);
        var (name, entry, detail) = (compared.First[0], compared.First[1], compared.First[2]);
        (name.Table, name.Fault).ShouldBe(("name", RowFault.Changed));
        name.Key.ShouldContain(new KeyColumn("institution", "a"));
        name.Columns.ShouldBe([new ColumnDifference("name", "乙学院", "甲学院")]);
        (entry.Table, entry.Fault).ShouldBe(("entry", RowFault.Missing));
        entry.Columns.ShouldContain(new ColumnDifference("status", null, "listed"));
        (detail.Table, detail.Fault).ShouldBe(("detail", RowFault.Extra));
        detail.Key[0].ShouldBe(new KeyColumn("institution", "z"));
    }

    [Fact]
    public async Task Many_differences_are_all_counted_and_the_first_are_told()
    {
        await using var ledger = await Written();
        await ledger.AppendAll(Enumerable.Range(0, 60)
            .Select(_ => (Said.Credits(Guid.NewGuid()), Said.RecognisedClaim(Guid.NewGuid(), 8))));
        await ledger.CatchUp();
        await ledger.Lines("update credit_hours.person_year set total = total + 0.5 returning person::text");

        var compared = await ledger.Runner.Compare("credit-hours", null, Never);

        compared.Differing.ShouldBe(63);
        compared.First.Count.ShouldBe(ComparisonLimits.RowsTold);
        compared.First.ShouldAllBe(row => row.Columns.Single().Column == "total");
    }

    [Fact]
    public async Task A_comparison_holds_while_the_ledger_is_written_and_followed()
    {
        await using var ledger = await Written();
        using var stop = new CancellationTokenSource();
        var following = ledger.Another().Run(null, stop.Token);
        var writing = Write();
        for (var round = 0; round < 5; round++)
            (await ledger.Runner.Compare("annual-summaries", null, Never)).AreEqual.ShouldBeTrue();
        await stop.CancelAsync();
        await Task.WhenAll(following, writing);

        async Task Write()
        {
            while (!stop.IsCancellationRequested)
                await ledger.AppendAll([(Said.Credits(Guid.NewGuid()), Said.RecognisedClaim(Guid.NewGuid(), 8))]);
        }
    }

    [Fact]
    public async Task A_digest_at_a_position_stays_the_same_while_the_ledger_grows_and_rows_are_edited()
    {
        await using var ledger = await Written();
        var head = await ledger.Scalar("select position from ledger.head");
        var before = await ledger.Runner.DigestAt("annual-summaries", head, null, Never);

        await ledger.AppendAll([(Said.Credits(Guid.NewGuid()), Said.RecognisedClaim(Guid.NewGuid(), 8))]);
        await ledger.CatchUp();
        await ledger.Lines("update annual_summaries.place_year set hours = 1 returning place");

        (await ledger.Runner.DigestAt("annual-summaries", head, null, Never)).ShouldBe(before);
        (await ledger.Runner.DigestAt("annual-summaries", head + 2, null, Never)).Sha256.ShouldNotBe(before.Sha256);
        (await ledger.Runner.DigestAt("annual-summaries", 0, null, Never)).Rows.ShouldBe(0);
    }

    [Fact]
    public async Task The_canonical_form_can_be_written_by_hand()
    {
        await using var ledger = await Create();
        var entry = Guid.NewGuid();
        await ledger.AppendAll([(Said.Credits(Guid.NewGuid()),
            [Said.Claimed(entry, 8.50m, provider: "a", project: "甲\"\n", division: null), Said.Recognised(entry, 8.50m)])]);
        const string Form = """
            ["place_year","scope","place","year","persons","person_times","hours"]
            [0,"a",2024,1,1,8.5]
            ["place_project","scope","place","year","project","entries"]
            [0,"a",2024,"甲\"\n",1]

            """;
        CanonicalTable[] tables =
        [
            new(
                "place_year", ["scope", "place", "year", "persons", "person_times", "hours"],
                "(select * from {schema}.place_year where scope = 0)", ["scope", "year", "place"]),
            new(
                "place_project", ["scope", "place", "year", "project", "entries"], "{schema}.place_project", ["scope", "year", "place"]),
        ];

        var digest = await ledger.Runner.At("annual-summaries", 2, rows => rows.Digest(tables, Never), null, Never);

        digest.ShouldBe(new ProjectionDigest(
            "annual-summaries", new AnnualSummariesProjection().Version, 2, 2,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Form)))));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_dropped_by_the_next_and_what_a_running_one_has_is_not()
    {
        await using var ledger = await Written();
        // By who owns the server: the service may not end a session.
        var killed = ledger.Another([new CreditHoursProjection().After(async target =>
            await ledger.Scalar($"select pg_terminate_backend({target.Connection.ProcessID}, 10000)::int"))]);
        await Should.ThrowAsync<NpgsqlException>(() => killed.DigestAt("credit-hours", 4, null, Never));
        (await ledger.Scalar(Scratch)).ShouldBe(1);

        var meanwhile = await ledger.Runner.At("credit-hours", 4, async _ =>
        {
            (await ledger.Scalar(Scratch)).ShouldBe(1);
            await ledger.Runner.DigestAt("credit-hours", 4, null, Never);
            return await ledger.Scalar(Scratch);
        }, null, Never);
        meanwhile.ShouldBe(1);
        (await ledger.Scalar(Scratch)).ShouldBe(0);
    }

    [Fact]
    public async Task A_position_that_is_not_there_and_a_body_that_does_not_fit_are_said()
    {
        await using var ledger = await Written();
        var head = await ledger.Scalar("select position from ledger.head");
        (await Should.ThrowAsync<RefoldException>(() => ledger.Runner.DigestAt("directory", head + 1, null, Never)))
            .Message.ShouldContain($"1 to {head}");
        await ledger.AppendRaw(Said.Institution("b"), "institution.renamed.v1", "{}");
        (await Should.ThrowAsync<RefoldException>(() => ledger.Runner.DigestAt("directory", head + 1, null, Never)))
            .Message.ShouldContain($"position {head + 1} on stream institution-b");
        (await ledger.Scalar(Scratch)).ShouldBe(0);
    }

    private static async Task<TestLedger> Written()
    {
        var ledger = await Create();
        await ledger.Append(Said.Institution("a"), Said.Registered(Said.On(2024, 1, 1), "甲学院"));
        await ledger.Append(Said.Institution("a"), Said.Listed(Said.On(2024, 1, 2), "l-1"));
        await ledger.AppendAll(Enumerable.Range(0, 3).Select(_ => (Said.Credits(Guid.NewGuid()), Said.RecognisedClaim(Guid.NewGuid(), 8))));
        await ledger.CatchUp();
        return ledger;
    }
}
