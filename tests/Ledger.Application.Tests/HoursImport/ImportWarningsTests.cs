using Ledger.Application.Codes;
using Ledger.Application.HoursImport;
using Ledger.Application.Tests.People;

namespace Ledger.Application.Tests.HoursImport;

/// <summary>The codes loaded here are made up.</summary>
public sealed class ImportWarningsTests : IAsyncLifetime
{
    private ImportScene _scene = null!;

    public async Task InitializeAsync() => _scene = await ImportScene.Begin();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Odd_divisions_are_told_once_for_each_code_and_their_rows_are_taken()
    {
        await Load("代码,名称,启用,停用\n369901,旧虚构区,,2025-05-31\n369902,新虚构区,2025-06-01,\n");

        var imported = await _scene.Import(ImportScene.File(
            ImportScene.Row(1), ImportScene.Row(2, division: "990101"), ImportScene.Row(3, division: "990101"),
            ImportScene.Row(4, division: "130171"), ImportScene.Row(5, division: "369901"), ImportScene.Row(6, division: "369902"),
            ImportScene.Row(7, division: "369901", from: "2025-06-01", to: "2025-06-01"),
            ImportScene.Row(8, division: "369902", from: "2025-06-01", to: "2025-06-01"), ImportScene.Row(9, division: "")));

        (imported.Report.Accepted, imported.Report.Rejected).ShouldBe((9, 0));
        imported.Report.Warnings.Select(warning => (warning.Code, warning.Division, warning.Rows, warning.FirstRow)).ShouldBe(
        [
            ("division.unknown", "990101", 2, 3), ("division.statistical-only", "130171", 1, 5), ("division.not-yet", "369902", 1, 7),
            ("division.retired", "369901", 1, 8),
        ]);
        imported.Report.Warnings.ShouldAllBe(warning => warning.Zh.Contains(warning.Division!) && warning.En.Length > 0);
    }

    [Fact]
    public async Task Rows_that_are_rejected_or_recorded_already_warn_of_nothing()
    {
        var file = ImportScene.File(ImportScene.Row(1, division: "990101"), ImportScene.Row(2, division: "990102", hours: "0"));
        var first = await _scene.Import(file);
        first.Report.Rejected.ShouldBe(1);
        first.Report.Warnings.Select(warning => warning.Division).ShouldBe(["990101"]);
        (await _scene.Import(file)).Report.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_warns_of_the_same()
    {
        var imported = await _scene.Import(
            ImportScene.File(ImportScene.Row(1, division: "990101")), new HoursImportRequest(DryRun: true));
        imported.Report.Warnings.ShouldHaveSingleItem().Rows.ShouldBe(1);
    }

    [Fact]
    public async Task Counties_of_identity_numbers_are_counted_and_not_told()
    {
        // Person 13 000 is born in 1995: after 360103 went out of use, before 360104 did and 360102 came into it.
        await Load("代码,名称,启用,停用\n360102,某区,2001-01-01,\n360103,某旧区,,1993-12-31\n360104,某县,,2005-12-31\n");
        string[] counties = ["360102", "360103", "379901", "379902", "360104", "820000"];
        var numbers = counties.Select(county => Synthetic.NumberIn(county, 13_000));
        var imported = await _scene.Import(ImportScene.File(
            [.. numbers.Select((number, at) => ImportScene.Row(name: $"合成丁{at}", number: number, division: ""))]));

        imported.Report.Accepted.ShouldBe(6);
        var warning = imported.Report.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Division, warning.Rows, warning.FirstRow).ShouldBe(("identity.county", null, 3, 3));
        (warning.Zh + warning.En).ShouldNotContain(letter => char.IsAsciiDigit(letter));
    }

    [Fact]
    public async Task Kinds_of_warnings_are_bounded_and_the_rest_is_counted()
    {
        var divisions = Enumerable.Range(990_101, ImportLimits.WarningsInReport + 3).Select(number => $"{number}");
        var imported = await _scene.Import(ImportScene.File(
            [.. divisions.Select((division, at) => ImportScene.Row(at + 1, division: division))]));

        imported.Report.Rejected.ShouldBe(0);
        imported.Report.Warnings.Count.ShouldBe(ImportLimits.WarningsInReport + 1);
        imported.Report.Warnings.Sum(warning => warning.Rows).ShouldBe(imported.Report.Accepted);
        var rest = imported.Report.Warnings[^1];
        (rest.Code, rest.Division, rest.FirstRow).ShouldBe(("import.more-warnings", null, ImportLimits.WarningsInReport + 2));
    }

    private async Task Load(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            var request = new CodeImportRequest(file, CodeRegisters.DivisionList, new(2025, 7, 1), "虚构机关", Full: false);
            (await new CodeImport(_scene.Database.Service).Run(request, default)).ShouldBeOfType<CodeImportResult.Done>()
                .Report.Rejected.ShouldBe(0);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
