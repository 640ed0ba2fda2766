using Ledger.Application.Commands;
using Ledger.Application.PublishedLists;
using Ledger.Domain.PublishedLists;
using Ledger.EventStore;
using Ledger.Testing;

namespace Ledger.Application.Tests.PublishedLists;

/// <summary>The lists are made up; the real ones are in <see cref="RealListTests"/>.</summary>
public sealed class ListImportTests : IAsyncLifetime
{
    private const string Header = "序号,省级地区,学校名称,学校标识码,主管部门,所在地,办学层次,备注\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-lists-").FullName;
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.Create();

    public async Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_list_and_its_next_edition_become_facts_on_the_institutions()
    {
        var first = Done(await Import("moe-some-20250620.csv", "2025-06-20", Row(1, "甲学院"), Row(2, "乙学院"), Row(3, "丙学院")));
        (first.List, first.NewList, first.Added, first.Rows, first.Facts).ShouldBe(("moe-some", true, 3, 3, 6));
        first.Position.ShouldBe(await _database.Store.Head(default));

        var second = Done(await Import("moe-some-20260617.csv", "2026-06-17", Row(1, "甲大学"), Row(3, "丙学院"), Row(4, "丁学院")));
        (second.NewList, second.Added, second.Renamed, second.Removed, second.Unchanged).ShouldBe((false, 1, 1, 1, 1));
        second.Changes.ShouldBe(
        [
            new("renamed", "4136000001", "甲大学", "甲学院", "甲大学"), new("removed", "4136000002", "乙学院"), new("added", "4136000004", "丁学院"),
        ]);
        var stream = await _database.Store.ReadStream("institution-hei-4136000001", UpTo.Now, default);
        FactCodec.Facts(stream).Select(fact => fact.GetType()).ShouldBe([typeof(EntryListed), typeof(EntryRenamed)]);
    }

    [Fact]
    public async Task Sent_again_nothing_is_written_and_all_is_unchanged()
    {
        Done(await Import("l-20250620.csv", "2025-06-20", Row(1, "甲"), Row(2, "乙")));
        var head = await _database.Store.Head(default);
        var again = Done(await Import("renamed-file.csv", "2025-06-20", Row(2, "乙"), Row(1, "甲")));
        (again.List, again.AlreadyImported, again.Unchanged, again.Facts, again.Position).ShouldBe(("l", true, 2, 0, null));
        (await _database.Store.Head(default)).ShouldBe(head);
    }

    [Fact]
    public async Task A_title_holds_from_its_edition_on_until_another_is_given()
    {
        Done(await Import("moe-some-20240620.csv", "2024-06-20", Row(1, "甲"))).Title.ShouldBe("moe-some");
        Done(await Import("a.csv", "2025-06-20", request => request with { Title = "  某类学校名单 " }, Row(1, "甲"))).Title.ShouldBe("某类学校名单");
        Done(await Import("b.csv", "2026-06-20", Row(1, "乙"))).Title.ShouldBe("某类学校名单");
        Done(await Import("b.csv", "2026-06-20", request => request with { Title = "别名" }, Row(1, "乙"))).ShouldSatisfyAllConditions(
            report => report.AlreadyImported.ShouldBeTrue(), report => report.Title.ShouldBe("某类学校名单"));
    }

    [Fact]
    public async Task Every_fact_says_who_sent_the_file()
    {
        Done(await Import("l.csv", "2025-06-20", Row(1, "甲")));
        Done(await Import("l.csv", "2026-06-20", request => request with { Actor = "hr-360000" }, Row(1, "乙")));

        var actors = new List<string?>();
        await foreach (var fact in _database.Store.ReadAll(0, null, default))
            actors.Add(fact.Metadata.Actor);
        actors.ShouldBe(["local", "local", "local", "local", "hr-360000", "hr-360000"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_dry_run_reports_the_same_and_writes_nothing()
    {
        var rows = new[] { Row(1, "甲"), Row(2, "乙") };
        var dry = Done(await Import("l.csv", "2025-06-20", request => request with { DryRun = true }, rows));
        (await _database.Store.Head(default)).ShouldBe(0);
        var real = Done(await Import("l.csv", "2025-06-20", rows));
        (dry.Added, dry.Facts, dry.Position).ShouldBe((real.Added, real.Facts, null));
    }

    [Fact]
    public async Task A_list_is_found_by_its_codes_and_a_stranger_is_a_new_one()
    {
        Done(await Import("a.csv", "2025-06-20", Row(1, "甲"), Row(2, "乙"), Row(3, "丙")));
        Done(await Import("a-20250620.csv", "2025-06-20", Row(7, "庚"))).List.ShouldBe("a-2");
        Done(await Import("全国名单20250620.csv", "2025-06-20", Row(8, "辛"))).ShouldSatisfyAllConditions(
            report => report.List.ShouldBe("list"), report => report.Title.ShouldBe("全国名单"));
        Refused(await Import("b.csv", "2026-01-01", Row(1, "甲"), Row(20, "子"), Row(21, "丑"))).Code.ShouldBe("list.which");
        var named = Done(await Import("b.csv", "2026-01-01", request => request with { List = "b" }, Row(1, "甲"), Row(20, "子"), Row(21,
            "丑")));
        (named.List, named.NewList, named.Added).ShouldBe(("b", true, 3));
    }

    [Fact]
    public async Task A_list_of_another_publisher_or_numbering_is_not_mixed_in()
    {
        Done(await Import("a.csv", "2025-06-20", Row(1, "甲")));
        Refused(await Import("a.csv", "2026-06-20", request => request with { Publisher = "某厅", List = "a" }, Row(1, "甲"))).Code
            .ShouldBe("list.other-publisher");
        Refused(await Text("a.csv", "2026-06-20", request => request with { List = "a" }, "名称,统一社会信用代码\n甲,91350100M000100Y43\n")).Code
            .ShouldBe("list.scheme");
        Refused(await Import("a.csv", "2026-06-20", request => request with { List = "A B" }, Row(1, "甲"))).Code.ShouldBe("list.id");
    }

    [Fact]
    public async Task The_kind_of_code_decides_the_institutions_id()
    {
        Done(await Text("h.csv", "2025-06-20", null, "单位名称,统一社会信用代码\n甲,91350100m000100y43\n"));
        Done(await Text("bases-2025.csv", "2025-06-20", null, "名称,编码,确定机关\n乙,JX-01,某厅\n"));
        (await _database.Store.ReadStream("institution-uscc-91350100M000100Y43", UpTo.Now, default)).Version.ShouldBe(1);
        (await _database.Store.ReadStream("institution-bases-JX-01", UpTo.Now, default)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_rejected_row_with_a_readable_code_is_not_taken_for_absent()
    {
        Done(await Import("l.csv", "2025-06-20", Row(1, "甲"), Row(2, "乙"), Row(3, "丙")));
        var report = Done(await Import("l.csv", "2026-06-20", Row(1, "甲"), Row(2, ""), Row(3, "丙"), Row(3, "丁")));
        (report.Rows, report.Rejected, report.Removed, report.Unchanged).ShouldBe((4, 2, 0, 2));
        report.Rejects.Select(reject => (reject.Row, reject.Column, reject.Code)).ShouldBe(
            [(3, "学校名称", "text.empty"), (5, "学校标识码", "list.duplicate-code")]);
        report.Rejects[1].Zh.ShouldContain("第4行");

        var mended = Done(await Import("l.csv", "2026-06-20", Row(1, "甲"), Row(2, "乙大学"), Row(3, "丙")));
        (mended.Renamed, mended.Rejected).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData("4.14E+09", "list.code-ruined")]
    [InlineData("413600000", "list.code-form")]
    [InlineData("", "list.code-empty")]
    [InlineData("4136000001'; drop table mt_events--", "list.code-form")]
    public async Task A_row_without_a_readable_code_stops_the_whole_file(string code, string why)
    {
        var result = await Text("l.csv", "2025-06-20", null, Header + Row(1, "甲") + $"2,江西省,乙,{code},某省,某市,本科,\n");
        var refused = result.ShouldBeOfType<ListImportResult.Refused>();
        refused.Refusal.Code.ShouldBe("list.codes-unread");
        refused.Rejects.Single().Code.ShouldBe(why);
        (await _database.Store.Head(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_cut_or_empty_file_and_a_list_that_loses_its_half_are_refused()
    {
        Done(await Import("l.csv", "2025-06-20", Row(1, "甲"), Row(2, "乙"), Row(3, "丙")));
        Refused(await Text("l.csv", "2026-06-20", null, Header + Row(1, "甲") + "2,江西省,\"乙")).Code.ShouldBe("file.cut-short");
        Refused(await Text("l.csv", "2026-06-20", null, Header)).Code.ShouldBe("list.no-entries");
        Refused(await Import("l.csv", "2026-06-20", Row(1, "甲"))).Code.ShouldBe("list.shrinks");
        Done(await Import("l.csv", "2026-06-20", request => request with { AllowShrink = true }, Row(1, "甲"))).Removed.ShouldBe(2);
        Refused(await Import("l.csv", "2025-12-31", Row(1, "甲"))).Code.ShouldBe("list.edition-older");
    }

    [Fact]
    public async Task Columns_that_nobody_reads_and_private_letters_are_named()
    {
        var report = Done(await Text("l.csv", "2025-06-20", null, "学校名称,代码,校训\n王\uE863学院,A1,自强\n"));
        report.Warnings.Select(warning => (warning.Code, warning.Row)).ShouldBe([("list.unknown-column", null), ("list.private-use", 2)]);
    }

    [Fact]
    public async Task Two_at_once_write_one_edition()
    {
        var rows = Enumerable.Range(1, 200).Select(n => Row(n, $"第{n}学院")).ToArray();
        var path = Write("l.csv", Header + string.Concat(rows));
        var request = new ListImportRequest(path, new(2025, 6, 20), "某部");
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => new ListImport(_database.Store, new LateIn2026()).Run(request, null, default)));
        var done = reports.Select(result => result.ShouldBeOfType<ListImportResult.Done>().Report).ToList();
        done.Count(report => report.Added == 200).ShouldBe(1);
        done.Count(report => report.AlreadyImported).ShouldBe(3);
        (await _database.Store.Head(default)).ShouldBe(203);
    }

    [Fact]
    public async Task An_edition_of_a_day_to_come_is_refused_for_it_would_bar_the_real_ones()
    {
        var refused = await Import("l.csv", "2026-12-31", Row(1, "甲"));

        refused.ShouldBeOfType<ListImportResult.Refused>().Refusal.Code.ShouldBe("list.edition-to-come");
        Done(await Import("l.csv", "2026-12-30", Row(1, "甲"))).Added.ShouldBe(1);
    }

    [Fact]
    public async Task A_publisher_is_no_place_for_a_telephone_number()
    {
        var refused = await Import("l.csv", "2026-06-20", request => request with { Publisher = "某部 13800138000" }, Row(1, "甲"));

        refused.ShouldBeOfType<ListImportResult.Refused>().Refusal.Code.ShouldBe("text.personal-number");
    }

    private static string Row(int number, string name) => $"{number},江西省,{name},41360{number:00000},江西省,南昌市,本科,\n";

    private Task<ListImportResult> Import(string file, string day, params string[] rows) => Text(file, day, null,
        Header + string.Concat(rows));

    private Task<ListImportResult> Import(string file, string day, Func<ListImportRequest, ListImportRequest> with,
        params string[] rows) =>
        Text(file, day, with, Header + string.Concat(rows));

    private Task<ListImportResult> Text(string file, string day, Func<ListImportRequest, ListImportRequest>? with, string text)
    {
        var request = new ListImportRequest(Write(file, text), DateOnly.Parse(day), "某部");
        return new ListImport(_database.Store, new LateIn2026()).Run(with?.Invoke(request) ?? request, null, default);
    }

    private string Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        File.WriteAllText(path, text);
        return path;
    }

    private static ListImportReport Done(ListImportResult result) =>
        result.ShouldBeOfType<ListImportResult.Done>((result as ListImportResult.Refused)?.Refusal.En).Report;

    private static ListRefusal Refused(ListImportResult result) => result.ShouldBeOfType<ListImportResult.Refused>().Refusal;

    /// <summary>30 December 2026 in Shanghai: after all editions of these tests.</summary>
    private sealed class LateIn2026 : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 12, 29, 20, 0, 0, TimeSpan.Zero);
    }
}
