using Ledger.Application.Codes;
using Ledger.Domain.Codes;
using Ledger.Domain.Values;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Application.Tests.Codes;

/// <summary>The lists are made up, but for the embedded divisions.</summary>
public sealed class CodeImportTests : IAsyncLifetime
{
    private readonly string _file = Path.GetTempFileName();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.Create(Prepare);

    public async Task DisposeAsync()
    {
        File.Delete(_file);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Codes_are_added_changed_and_retired_but_never_deleted()
    {
        var first = Done(await Load("代码,名称,级别,上级\nA,甲,一,\nB,乙,二,A\nC,丙,二,A\n", new(2024, 1, 1)));
        (first.Rows, first.Added, first.Changed, first.Retired, first.Unchanged).ShouldBe((3, 3, 0, 0, 0));

        var second = Done(await Load("code,name,level,parent\nA,甲,一,\nB,乙二,二,A\nD,丁,二,A\n", new(2025, 1, 1)));
        (second.Added, second.Changed, second.Retired, second.Unchanged).ShouldBe((1, 1, 1, 1));
        (await Rows()).ShouldBe(["A 甲 ", "B 乙二 ", "C 丙 2024-12-31", "D 丁 "]);

        var third = Done(await Load("code,name,level,parent\nA,甲,一,\nB,乙二,二,A\nC,丙,二,A\nD,丁,二,A\n", new(2026, 1, 1)));
        (third.Changed, third.Unchanged).ShouldBe((1, 3));
        (await Rows()).ShouldContain("C 丙 ");
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing_not_even_the_day_it_was_loaded()
    {
        const string text = "代码,名称,启用,停用\nA,甲,2020-01-01,2023年6月30日\nB,乙,20200101,\n";
        Done(await Load(text, new(2024, 1, 1))).Added.ShouldBe(2);
        var before = await Scalar("select max(xmin::text::bigint) || ' ' || (select loaded_at from codes.list) from codes.code");
        var again = Done(await Load(text, new(2024, 1, 1)));
        (again.Added, again.Changed, again.Retired, again.Unchanged).ShouldBe((0, 0, 0, 2));
        (await Scalar("select max(xmin::text::bigint) || ' ' || (select loaded_at from codes.list) from codes.code")).ShouldBe(before);
        (await Rows()).ShouldBe(["A 甲 2023-06-30", "B 乙 "]);
    }

    [Fact]
    public async Task A_dry_run_and_a_further_list_retire_nothing()
    {
        Done(await Load("代码,名称\nA,甲\nB,乙\n", new(2024, 1, 1)));
        Done(await Load("代码,名称\nA,甲\n", new(2025, 1, 1), request => request with { DryRun = true })).Retired.ShouldBe(1);
        Done(await Load("代码,名称\nC,丙\n", new(2025, 1, 1), request => request with { Full = false })).Added.ShouldBe(1);
        (await Rows()).ShouldBe(["A 甲 ", "B 乙 ", "C 丙 "]);
    }

    [Fact]
    public async Task An_older_list_a_bad_row_and_a_bad_id_are_refused_whole()
    {
        Done(await Load("代码,名称\nA,甲\n", new(2024, 1, 1)));
        Refused(await Load("代码,名称\nB,乙\n", new(2023, 1, 1))).Code.ShouldBe("codes.older");
        var bad = Refused(await Load("代码,名称,停用\nA,甲,2024-02-30\nB,,\n=1,丙,\nA2,丁,\nA2,戊,\n", new(2025, 1, 1)));
        bad.Code.ShouldBe("codes.rejected-rows");
        bad.Rejects.Select(reject => (reject.Row, reject.Code)).ShouldBe(
            [(2, "day.impossible"), (3, "text.empty"), (4, "codes.form"), (6, "codes.duplicate")]);
        Refused(await Load("代码,名称\nB,乙\n", new(2025, 1, 1), request => request with { List = "x'; drop" })).Code.ShouldBe("codes.list");
        Refused(await Load("代码,名称\n", new(2025, 1, 1))).Code.ShouldBe("codes.none");
        (await Rows()).ShouldBe(["A 甲 "]);
    }

    [Fact]
    public async Task A_newer_list_of_divisions_retires_embedded_ones_and_the_register_says_so()
    {
        (await CodeRegisters.Divisions(_database.Service, default)).ShouldBeSameAs(DivisionRegister.Embedded);
        var rows = DivisionRegister.Embedded.All.Where(division => division.Code.Value != "360426")
            .Select(division => $"{division.Code},{division.Name}").Append("360485,某新市");
        var report = Done(await Load(
            "代码,名称\n" + string.Join('\n', rows) + "\n", new(2026, 1, 1), request => request with { List = CodeRegisters.DivisionList }));
        (report.Added, report.Retired).ShouldBe((1, 1));

        var register = await CodeRegisters.Divisions(_database.Service, default);
        DivisionCode.TryParse("360426", out var gone, out _).ShouldBeTrue();
        register.Judge(gone, new(2025, 12, 31)).Standing.ShouldBe(DivisionStanding.InUse);
        register.Judge(gone, new(2026, 1, 1)).Standing.ShouldBe(DivisionStanding.Retired);
        Refused(await Load("代码,名称\n360000,江西省\n", new(2020, 1, 1), request => request with { List = CodeRegisters.DivisionList })).Code
            .ShouldBe("codes.older");
    }

    private static Task Prepare(NpgsqlDataSource database, CancellationToken cancellation) => CodeMigrations.Apply(database, cancellation);

    private async Task<CodeImportResult> Load(string text, DateOnly day, Func<CodeImportRequest, CodeImportRequest>? with = null)
    {
        await File.WriteAllTextAsync(_file, text);
        var request = new CodeImportRequest(_file, "made-up", day, "某机关");
        return await new CodeImport(_database.Service).Run(with?.Invoke(request) ?? request, default);
    }

    private async Task<List<string>> Rows()
    {
        await using var command = _database.DataSource.CreateCommand(
            "select code || ' ' || name || ' ' || coalesce(valid_to::text, '') from codes.code order by code");
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private async Task<string> Scalar(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static CodeImportReport Done(CodeImportResult result) =>
        result.ShouldBeOfType<CodeImportResult.Done>((result as CodeImportResult.Refused)?.En).Report;

    private static CodeImportResult.Refused Refused(CodeImportResult result) => result.ShouldBeOfType<CodeImportResult.Refused>();
}
