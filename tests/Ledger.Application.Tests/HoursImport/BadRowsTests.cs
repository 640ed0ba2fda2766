using System.Text;
using Ledger.Application.HoursImport;
using Ledger.Application.Tests.People;

namespace Ledger.Application.Tests.HoursImport;

/// <summary>Whatever stands in a file, each row has a receipt or a reason, and a good row beside a bad one lands.</summary>
public sealed class BadRowsTests : IAsyncLifetime
{
    private ImportScene _scene = null!;

    public async Task InitializeAsync() => _scene = await ImportScene.Begin();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    private static readonly string Right = Synthetic.Number(14_001);
    private static readonly string WrongCheck = Right[..17] + (Right[17] == '1' ? '2' : '1');

    public static TheoryData<string, string> BadRows => new()
    {
        { ImportScene.Row(hours: "-8"), "hours.negative" },
        { ImportScene.Row(hours: "0"), "hours.zero" },
        { ImportScene.Row(hours: "1000000000"), "hours.absurd" },
        { ImportScene.Row(hours: "1e9"), "hours.not-a-number" },
        { ImportScene.Row(hours: "NaN"), "hours.not-a-number" },
        { ImportScene.Row(hours: "=1+1"), "hours.not-a-number" },
        { ImportScene.Row(hours: "24课时"), "hours.lesson-unit" },
        { ImportScene.Row(hours: "1.234"), "hours.too-precise" },
        { ImportScene.Row(number: "3.60102E+17"), "identity.excel-scientific" },
        { ImportScene.Row(number: "360102199001011000"), "identity.excel-truncated" },
        { ImportScene.Row(number: WrongCheck), "identity.check-character" },
        { ImportScene.Row(number: "'); drop table people.person; --"), "identity.length" },
        { ImportScene.Row(name: ""), "text.empty" },
        { ImportScene.Row(activity: "合成\u0007课程"), "text.control-character" },
        { ImportScene.Row(activity: new string('学', 121)), "text.too-long" },
        { ImportScene.Row(activity: "合成课程 13800000000"), "activity.personal-number" },
        { ImportScene.Row(form: "自学"), "form.unknown" },
        { ImportScene.Row(subject: "选修"), "subject.unknown" },
        { ImportScene.Row(from: "2025-02-30"), "day.impossible" },
        { ImportScene.Row(from: "2025-06-01"), "period.reversed" },
        { ImportScene.Row(to: "2099-01-01", year: ""), "period.not-completed" },
        { ImportScene.Row(year: "2024"), "year.not-of-completion" },
        { ImportScene.Row(division: "36"), "division.length" },
        { ImportScene.Row(project: "p 1;"), "id.form" },
        { ImportScene.Row() + ",多一格", "row.too-many-cells" },
        { "只有一格", "row.too-few-cells" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_bad_row_is_named_by_its_cause_and_the_good_one_beside_it_lands(string row, string code)
    {
        var imported = await _scene.Import(ImportScene.File(ImportScene.Row(7), row));

        imported.Report.Accepted.ShouldBe(1);
        imported.Codes.ShouldContain(code);
        imported.Report.RejectedRows[0].Row.ShouldBe(3);
    }

    [Theory]
    [InlineData("９０", "90")]
    [InlineData("24学时", "24")]
    [InlineData(" 2.50 ", "2.5")]
    public async Task Hours_as_people_write_them_are_read(string hours, string read)
    {
        await _scene.Import(ImportScene.File(ImportScene.Row(1, hours: hours)));
        (await _scene.Account(1)).Totals.All.ShouldBe(decimal.Parse(read, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("'; drop table mt_events; --")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("𠮷𡈽𬺈与龘𲎯的继续教育")]
    public async Task Text_of_any_kind_is_kept_as_text(string activity)
    {
        await _scene.Import(ImportScene.File(ImportScene.Row(1, activity)));
        (await _scene.Account(1)).Entries[0].Said.Activity.ShouldBe(activity);
    }

    [Fact]
    public async Task A_line_break_within_quotes_begins_no_row()
    {
        var imported = await _scene.Import(ImportScene.File(ImportScene.Row(1, "\"合成\r\n课程\""), ImportScene.Row(2)));
        imported.Report.Rows.ShouldBe(2);
        imported.Report.RejectedRows.ShouldHaveSingleItem().Row.ShouldBe(2);
    }

    [Fact]
    public async Task Everything_wrong_with_a_row_is_said_at_once_and_nothing_personal_is_shown()
    {
        var row = ImportScene.Row(1, "合成课程", "abc", number: WrongCheck, form: "自学", year: "2020");
        var imported = await _scene.Import(ImportScene.File(row));

        var reasons = imported.Report.RejectedRows.ShouldHaveSingleItem().Reasons;
        reasons.Select(reason => reason.Column).ShouldBe(["身份证件号码", "学习形式", "学时", "年度"]);
        var said = string.Concat(reasons.Select(reason => reason.ToString())) + imported.Receipts;
        said.ShouldNotContain(WrongCheck[..16]);
        said.ShouldNotContain("合成甲");
    }

    [Fact]
    public async Task One_bad_row_in_ten_thousand_is_found_and_the_rest_land_across_batches()
    {
        var rows = Enumerable.Range(0, 10_000).Select(n => ImportScene.Row(n, hours: n == 6_543 ? "bad" : "1")).ToArray();
        var imported = await _scene.Import(ImportScene.File(rows));

        (imported.Report.Accepted, imported.Report.Rejected).ShouldBe((9_999, 1));
        imported.Report.RejectedRows[0].Row.ShouldBe(6_545);
        (await _scene.Count("mt_events where type = 'credits.claimed.v1'")).ShouldBe(9_999);
    }

    [Fact]
    public async Task A_file_in_GB18030_with_rare_characters_is_read_and_its_rejects_come_back_in_GB18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var gb18030 = Encoding.GetEncoding("GB18030");
        var file = ImportScene.File(ImportScene.Row(1, "𠮷㐂合成"), ImportScene.Row(2, "𠮷㐂合成", "x"));
        var imported = await _scene.Import(gb18030.GetBytes(file));

        imported.Report.File!.Encoding.ShouldBe("gb18030");
        (await _scene.Account(1)).Entries[0].Said.Activity.ShouldBe("𠮷㐂合成");
        gb18030.GetString(imported.Rejects).ShouldContain("𠮷㐂合成");
    }

    public static TheoryData<string, string> BadFiles => new()
    {
        { "", "file.empty" },
        { ImportScene.Header + "\r\n" + ImportScene.Row()[..40], "file.cut-short" },
        { ImportScene.Header.Replace("学时", "时长") + "\r\n" + ImportScene.Row(), "file.column-missing" },
        { string.Join(',', Enumerable.Range(0, 5_000).Select(n => $"c{n}")) + "\r\n", "file.too-many-columns" },
        { ImportScene.Header + "\r\n合计,1,,,,,,,,1,,,\r\n" + ImportScene.Row() + "\r\n", "control.not-last" },
        { "PK\u0003\u0004", "file.zip" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_is_refused_whole_with_its_cause(string file, string code)
    {
        var imported = await _scene.Import(file);

        (imported.Report.End, imported.Report.Problem!.Code).ShouldBe((ImportEnd.Refused, code));
        (await _scene.Store.Head(CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_with_only_a_header_is_an_import_of_nothing()
    {
        var imported = await _scene.Import(ImportScene.File());
        (imported.Report.End, imported.Report.Rows).ShouldBe((ImportEnd.Completed, 0));
        (await _scene.Store.Head(CancellationToken.None)).ShouldBe(0);
    }
}
