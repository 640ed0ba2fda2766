using System.Text;
using Ledger.Application.Commands;
using Ledger.Application.HoursImport;
using Ledger.Application.Tests.People;
using Ledger.Domain.CreditAccounts;
using Ledger.Domain.Imports;
using Ledger.Domain.Kernel;
using Ledger.Domain.RulePacks;
using Ledger.EventStore;

namespace Ledger.Application.Tests.HoursImport;

public sealed class HoursImporterTests : IAsyncLifetime
{
    private ImportScene _scene = null!;

    public async Task InitializeAsync() => _scene = await ImportScene.Begin();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task A_row_becomes_a_claim_and_a_recognition_with_nothing_personal_in_them()
    {
        var imported = await _scene.Import(ImportScene.File(ImportScene.Row(1), ImportScene.Row(2, hours: "８.5学时", form: "4")));

        (imported.Report.End, imported.Report.Accepted, imported.Report.Hours).ShouldBe((ImportEnd.Completed, 2, 32.5m));
        (await _scene.Account(2)).Totals[SubjectKind.Professional, LearningForm.Online].ShouldBe(8.5m);
        var facts = new List<IFact?>();
        await foreach (var recorded in _scene.Store.ReadAll(0, null, CancellationToken.None))
        {
            var json = Encoding.UTF8.GetString(recorded.Json.Span) + recorded.StreamId;
            json.ShouldNotContain("合成甲");
            json.ShouldNotContain("合成单位");
            json.ShouldNotContain(Synthetic.Number(1));
            facts.Add(FactCodec.Decode(recorded).Fact);
        }

        var claim = facts.OfType<HoursClaimed>().First();
        (claim.Act.On, claim.Act.By, claim.Division).ShouldBe((new(2025, 5, 9), "institution", "360102"));
        claim.Import.ShouldBe(imported.Report.Import);
        facts.OfType<HoursRecognised>().First().Act.By.ShouldBe("hr-360000");
        var summary = facts.OfType<HoursImported>().ShouldHaveSingleItem();
        (summary.Rows, summary.Accepted, summary.Hours, summary.Encoding).ShouldBe((2, 2, 32.5m, "utf-8"));
    }

    [Fact]
    public async Task The_same_file_again_leaves_no_new_facts()
    {
        var file = ImportScene.File([.. Enumerable.Range(1, 30).Select(person => ImportScene.Row(person))]);
        await _scene.Import(file);
        var head = await _scene.Store.Head(CancellationToken.None);
        var again = await _scene.Import(file);

        (again.Report.Accepted, again.Report.AlreadyRecorded, again.Report.Rejected).ShouldBe((0, 30, 0));
        (await _scene.Store.Head(CancellationToken.None)).ShouldBe(head);
        again.Receipts.ShouldContain("此前已记入");
    }

    [Fact]
    public async Task A_receipt_names_the_position_at_which_the_claim_stands()
    {
        var imported = await _scene.Import(ImportScene.File(
            ImportScene.Row(1), ImportScene.Row(2), ImportScene.Row(1, "合成课程二"), ImportScene.Row(1, hours: "0")));
        var receipts = imported.Receipts.Split("\r\n").Skip(1).Where(line => line.Contains(",已记入,")).ToList();

        receipts.Count.ShouldBe(3);
        var claims = new Dictionary<long, Guid>();
        await foreach (var recorded in _scene.Store.ReadAll(0, null, CancellationToken.None))
        {
            if (FactCodec.Decode(recorded).Fact is HoursClaimed claim)
                claims.Add(recorded.Position, claim.Entry);
        }

        foreach (var cells in receipts.Select(line => line.Split(',')))
            claims[long.Parse(cells[4], null)].ShouldBe(Guid.Parse(cells[2]));
    }

    [Fact]
    public async Task The_same_row_twice_in_a_file_counts_once_and_another_figure_for_it_is_a_duplicate()
    {
        var imported = await _scene.Import(ImportScene.File(ImportScene.Row(1), ImportScene.Row(1), ImportScene.Row(1, hours: "30")));

        (imported.Report.Accepted, imported.Report.AlreadyRecorded).ShouldBe((1, 1));
        imported.Codes.ShouldBe(["credits.duplicate"]);
        (await _scene.Account(1)).Totals.All.ShouldBe(24m);
    }

    [Fact]
    public async Task Rejected_rows_come_back_alone_and_mended_they_land()
    {
        var imported = await _scene.Import(ImportScene.File(
            ImportScene.Row(1), ImportScene.Row(2, hours: "-5", activity: "\"合成,带\"\"引号\"\"的课程\""), ImportScene.Row(3, from: "昨天")));

        (imported.Report.Accepted, imported.Report.Rejected).ShouldBe((1, 2));
        imported.RejectsText.ShouldStartWith(ImportScene.Header + ",错误说明\r\n");
        imported.RejectsText.ShouldContain(Synthetic.Number(2));
        var mended = await _scene.Import(imported.RejectsText.Replace("'-5", "5").Replace("昨天", "2025/5/6"));
        (mended.Report.Accepted, mended.Report.Rejected, mended.Report.UnknownColumns.Count).ShouldBe((2, 0, 0));
    }

    [Fact]
    public async Task A_file_of_rejects_does_not_grow_by_a_column_each_time()
    {
        var first = await _scene.Import(ImportScene.File(ImportScene.Row(1, hours: "x")));
        var second = await _scene.Import(first.Rejects);
        second.RejectsText.ShouldBe(first.RejectsText);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_says_what_is_recorded_already()
    {
        await _scene.Import(ImportScene.File(ImportScene.Row(1)));
        var (head, people) = (await _scene.Store.Head(CancellationToken.None), await _scene.Count("people.person"));
        var dry = await _scene.Import(
            ImportScene.File(ImportScene.Row(1), ImportScene.Row(2), ImportScene.Row(2), ImportScene.Row(3, hours: "no")),
            new HoursImportRequest(DryRun: true));

        (dry.Report.End, dry.Report.Accepted, dry.Report.AlreadyRecorded, dry.Report.Rejected).ShouldBe((ImportEnd.DryRun, 1, 2, 1));
        (await _scene.Store.Head(CancellationToken.None)).ShouldBe(head);
        (await _scene.Count("people.person")).ShouldBe(people);
    }

    [Fact]
    public async Task A_dry_run_says_of_two_names_for_one_number_what_the_run_says()
    {
        var file = ImportScene.File(
            ImportScene.Row(1), ImportScene.Row(1, name: "合成乙", activity: "合成课程二"), ImportScene.Row(1, activity: "合成课程三"));

        var dry = await _scene.Import(file, new HoursImportRequest(DryRun: true));
        var run = await _scene.Import(file);

        dry.Codes.ShouldBe(["identity.other-name"]);
        run.Codes.ShouldBe(dry.Codes);
        (run.Report.Accepted, dry.Report.Accepted).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData("合计,2,,,,,,,,48,,,", true)]
    [InlineData("TOTAL,2行,,,,,,,,48学时,,,", true)]
    [InlineData("合计,3,,,,,,,,48,,,", false)]
    [InlineData("合计,2,,,,,,,,47.5,,,", false)]
    public async Task The_control_row_is_compared_before_anything_lands(string control, bool agrees)
    {
        var imported = await _scene.Import(ImportScene.File(ImportScene.Row(1), ImportScene.Row(2), control));

        imported.Report.End.ShouldBe(agrees ? ImportEnd.Completed : ImportEnd.Refused);
        (await _scene.Store.Head(CancellationToken.None)).ShouldBe(agrees ? 5 : 0);
        if (!agrees)
            imported.Report.Problem!.Code.ShouldStartWith("control.");
    }

    [Fact]
    public async Task Control_totals_given_beside_the_file_are_compared_too()
    {
        var file = ImportScene.File(ImportScene.Row(1));
        (await _scene.Import(file, new HoursImportRequest(ExpectedRows: 2))).Report.Problem!.Code.ShouldBe("control.rows-differ");
        (await _scene.Import(file, new HoursImportRequest(ExpectedHours: 25m))).Report.Problem!.Code.ShouldBe("control.hours-differ");
        (await _scene.Import(file, new HoursImportRequest(ExpectedRows: 1, ExpectedHours: 24m))).Report.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_revoked_does_not_come_back_with_the_old_file()
    {
        var file = ImportScene.File(ImportScene.Row(1));
        await _scene.Import(file);
        var entry = (await _scene.Account(1)).Entries[0].Id;
        var person = (await _scene.Vault.Find(Synthetic.Identity(1), CancellationToken.None))!.Value;
        var revoke = new RevokeHours(person, 2025, entry, new(2025, 12, 1), "hr-360000", "证明不实");
        var facts = ((Outcome.Accepted)RevokingHours.Decide(revoke, await _scene.Account(1), RulePackCatalog.Jiangxi)).Facts;
        var append = new StreamAppend(
            StreamIds.Credits(2025, person), "credits", ExpectedVersion.Any, [FactCodec.Encode(Guid.NewGuid(), facts[0].Fact)]);
        await _scene.Store.BulkAppend([append], EventMetadata.None, CancellationToken.None);

        var again = await _scene.Import(file);
        again.Codes.ShouldBe(["credits.ended-before"]);
        (await _scene.Account(1)).Totals.All.ShouldBe(0m);
    }

    [Fact]
    public async Task One_number_under_two_names_is_told_and_the_first_name_stands()
    {
        var imported = await _scene.Import(ImportScene.File(ImportScene.Row(1), ImportScene.Row(1, "合成课程二", name: "合成乙")));
        imported.Codes.ShouldBe(["identity.other-name"]);
    }

    [Theory]
    [InlineData(HoursTemplateKind.Words)]
    [InlineData(HoursTemplateKind.Codes)]
    public async Task A_template_sent_as_it_is_has_its_example_refused_by_name(HoursTemplateKind kind)
    {
        using var template = new MemoryStream();
        HoursTemplate.Write(kind, template);
        var imported = await _scene.Import(template.ToArray());

        imported.Codes.ShouldBe(["row.example"]);
        imported.Report.UnknownColumns.ShouldBeEmpty();
        (await _scene.Store.Head(CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Columns_stand_in_any_order_under_code_headers_and_tabs_and_lines_of_unix()
    {
        var file = "hours\tto\tfrom\tsubject\tform\tactivity\temployer\tname\tid_number\n"
            + $"8\t20250509\t2025/5/6\tpublic\t4\t合成课程\t合成单位\t合成甲0001\t{Synthetic.Number(1)}\n";
        (await _scene.Import(file)).Report.Accepted.ShouldBe(1);
        (await _scene.Account(1)).Totals[SubjectKind.Public, LearningForm.Online].ShouldBe(8m);
    }
}
