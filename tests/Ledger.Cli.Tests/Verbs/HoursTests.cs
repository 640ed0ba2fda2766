namespace Ledger.Cli.Tests.Verbs;

public sealed class HoursTests
{
    [Fact]
    public async Task The_templates_are_offered_and_their_example_row_is_refused_by_name()
    {
        await using var ledger = await LedgerUnderTest.Create();

        (await ledger.Run("template", "hours")).Output.ShouldContain("身份证件号码,姓名");
        (await ledger.Run("template", "hours", "--codes", "--out", ledger.PathOf("form.csv"))).Exit.ShouldBe(ExitCodes.Ok);
        File.ReadAllText(ledger.PathOf("form.csv")).ShouldContain("id_number,name");

        var said = await ledger.Run("import", "hours", ledger.PathOf("form.csv"));

        said.Exit.ShouldBe(ExitCodes.Problems);
        said.Error.ShouldContain("row.example");
    }

    [Fact]
    public async Task A_file_lands_once_and_every_row_has_its_receipt()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var file = ledger.PathOf("hours.csv");
        (await ledger.Run("sample", "--people", "20", "--year", "2025", "--seed", "7", "--out", file)).Exit.ShouldBe(ExitCodes.Ok);
        var rows = File.ReadLines(file).Count() - 1;

        var judged = await ledger.Run("import", "hours", file, "--dry-run", "--json");
        judged.Json["end"]!.GetValue<string>().ShouldBe("dryRun");
        (await ledger.Events()).ShouldBe(0);

        var first = await ledger.Run("import", "hours", file, "--receipts", ledger.PathOf("receipts.csv"), "--json");
        first.Exit.ShouldBe(ExitCodes.Ok);
        first.Error.ShouldBeEmpty();
        first.Json["accepted"]!.GetValue<int>().ShouldBe(rows);
        File.ReadLines(ledger.PathOf("receipts.csv")).Count().ShouldBe(rows + 1);

        var events = await ledger.Events();
        var again = await ledger.Run("import", "hours", file, "--json");
        again.Json["alreadyRecorded"]!.GetValue<int>().ShouldBe(rows);
        (await ledger.Events()).ShouldBe(events);
    }

    [Fact]
    public async Task A_division_that_no_list_has_is_told_and_its_rows_land()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var sample = (await ledger.Run("sample", "--people", "2", "--year", "2025", "--seed", "3")).Output.Split('\n');
        var division = Array.IndexOf(sample[0].TrimEnd('\r').Split(','), "单位所在区划");
        var cells = sample[1].Split(',');
        cells[division] = "990101";
        var file = ledger.File("hours.csv", $"{sample[0]}\n{string.Join(',', cells)}\n{sample[2]}\n");

        var judged = await ledger.Run("import", "hours", file, "--dry-run", "--json");
        judged.Exit.ShouldBe(ExitCodes.Ok);
        var warning = judged.Json["warnings"]!.AsArray().ShouldHaveSingleItem()!;
        (warning["code"]!.GetValue<string>(), warning["division"]!.GetValue<string>()).ShouldBe(("division.unknown", "990101"));

        var said = await ledger.Run("import", "hours", file);
        said.Exit.ShouldBe(ExitCodes.Ok);
        said.Error.ShouldContain("990101");
        said.Error.ShouldContain("division.unknown");
        said.Output.ShouldContain("landed");
    }

    [Fact]
    public async Task Bad_rows_come_back_alone_in_the_form_they_came_in()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var sample = (await ledger.Run("sample", "--people", "2", "--year", "2025", "--seed", "3")).Output.Split('\n');
        var file = ledger.File("hours.csv", string.Join('\n', [.. sample[..3], "not a number" + sample[3][18..], ""]));

        var said = await ledger.Run("import", "hours", file, "--rejects", ledger.PathOf("rejects.csv"));

        said.Exit.ShouldBe(ExitCodes.Problems);
        said.Error.ShouldContain("row 4");
        var rejected = File.ReadAllLines(ledger.PathOf("rejects.csv"));
        rejected.Length.ShouldBe(2);
        rejected[1].ShouldContain("not a number");
    }

    [Fact]
    public async Task A_control_total_that_differs_keeps_everything_out()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var file = ledger.PathOf("hours.csv");
        await ledger.Run("sample", "--people", "2", "--year", "2025", "--seed", "7", "--out", file);

        var said = await ledger.Run("import", "hours", file, "--expect-rows", "1");

        said.Exit.ShouldBe(ExitCodes.Problems);
        said.Error.ShouldContain("control.rows-differ");
        (await ledger.Events()).ShouldBe(0);
    }

    [Fact]
    public async Task A_person_is_asked_for_by_number_over_standard_input_and_never_on_the_command_line()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var sample = (await ledger.Run("sample", "--people", "1", "--year", "2025", "--seed", "5")).Output;
        var number = sample.Split('\n')[1][..18];
        await ledger.Run("import", "hours", ledger.File("hours.csv", sample));

        var found = await ledger.RunWith(number + "\n", "hours", "-", "--year", "2025", "--json");
        found.Exit.ShouldBe(ExitCodes.Ok);
        found.Json["total"]!.GetValue<decimal>().ShouldBeGreaterThan(0);
        found.Output.ShouldNotContain(number);

        var byId = await ledger.Run("hours", found.Json["person"]!.GetValue<string>(), "--year", "2025", "--known-at", "0", "--json");
        byId.Json["total"]!.GetValue<decimal>().ShouldBe(0);

        var refused = await ledger.Run("hours", number, "--year", "2025");
        refused.Exit.ShouldBe(ExitCodes.Usage);
        refused.Error.ShouldContain("standard input");
        refused.Error.ShouldNotContain(number);
    }
}
