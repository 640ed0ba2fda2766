using System.Text.Json.Nodes;

namespace Ledger.Cli.Tests.Verbs;

public sealed class TwoTimesTests
{
    private const string Registered = """
        {"institution":"demo","name":"合成学院","host":"合成大学","division":"360100","on":"2024-01-05","by":"institution"}
        """;

    private const string Renamed = """{"institution":"demo","name":"合成新学院","on":"2024-06-01"}""";

    [Fact]
    public async Task A_difference_names_fields_and_the_facts_between()
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.RunWith(Registered, "do", "institution.register", "--file", "-");
        await ledger.RunWith(Renamed, "do", "institution.rename", "--file", "-");

        var said = await ledger.Run("institution", "diff", "demo", "--from", "1", "--to", "2");
        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
        foreach (var line in (string[])["~ institution demo", "    name: 合成学院 -> 合成新学院", "1 facts between", "institution.renamed.v1"])
            said.Output.ShouldContain(line);

        var days = await ledger.Run("institution", "diff", "demo", "--from", "2024-01-04", "--to", "2024-01-05", "--json");
        days.Json["difference"]!["added"]!.AsArray().ShouldHaveSingleItem()!["kind"]!.GetValue<string>().ShouldBe("institution");
        (await ledger.Run("directory", "diff", "--from", "0", "--to", "2")).Output.ShouldContain("0 entries differ");
    }

    [Theory]
    [InlineData(2, "institution", "show", "demo", "--known-at", "2")]
    [InlineData(2, "institution", "history", "demo", "--known-at", "2")]
    [InlineData(2, "institution", "diff", "demo", "--from", "1", "--to", "2")]
    [InlineData(2, "summary", "region", "360000", "--year", "2024", "--known-at", "2")]
    [InlineData(2, "institution", "show", "demo", "--known-at", "2090-01-01T00:00:00Z")]
    [InlineData(2, "institution", "diff", "demo", "--from", "then", "--to", "1")]
    [InlineData(2, "institution", "diff", "demo", "--from", "1")]
    public async Task What_is_not_there_yet_is_not_answered_with_what_there_is(int exit, params string[] call)
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.RunWith(Registered, "do", "institution.register", "--file", "-");

        var said = await ledger.Run(call);

        said.Exit.ShouldBe(exit);
        said.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Hours_figures_and_editions_are_told_as_they_were()
    {
        await using var ledger = await LedgerUnderTest.Create();
        (await ledger.Run("sample", "--people", "20", "--year", "2025", "--seed", "7", "--load")).Exit.ShouldBe(ExitCodes.Ok);
        var events = await ledger.Events();

        var live = await ledger.Run("summary", "region", "360000", "--year", "2025", "--json");
        live.Exit.ShouldBe(ExitCodes.Ok, live.Error);
        var then = await ledger.Run("summary", "region", "360000", "--year", "2025", "--known-at", $"{events}", "--json");
        then.Output.ShouldBe(live.Output);
        (await ledger.Run("summary", "region", "360000", "--year", "2025", "--valid-at", "2024-12-31")).Output
            .ShouldContain("persons       0");

        var published = await ledger.Run(
            "edition", "publish", "--year", "2025", "--by", "hr-360000", "--title", "2025年度统计", "--on", "2026-02-01", "--json");
        published.Exit.ShouldBe(ExitCodes.Ok, published.Error);
        published.Json["figuresAt"]!.GetValue<long>().ShouldBe(events);
        (await ledger.Run("edition", "list")).Output.ShouldContain("2025年度统计");
        var verified = await ledger.Run("edition", "verify", "--all", "--json");
        verified.Exit.ShouldBe(ExitCodes.Ok, verified.Error);
        verified.Json["editions"]!.AsArray().ShouldHaveSingleItem()!["holds"]!.GetValue<bool>().ShouldBeTrue();

        var refused = await ledger.Run(
            "edition", "restate", "--year", "2025", "--by", "hr-360000", "--title", "2025年度统计", "--reason", "再来一次");
        refused.Exit.ShouldBe(ExitCodes.Problems);
        refused.Error.ShouldContain("edition.nothing-changed");
        await Exported(ledger, published.Json);
    }

    private static async Task Exported(LedgerUnderTest ledger, JsonObject published)
    {
        var file = ledger.PathOf("edition.csv");
        var exported = await ledger.Run("edition", "export", "--year", "2025", "--out", file);
        exported.Exit.ShouldBe(ExitCodes.Ok, exported.Error);
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = await File.ReadAllLinesAsync(file);
        lines[0].ShouldBe("table,scope,place,year,projects,persons,person_times,form,subject,hours");
        (lines.Length - 1).ShouldBe(published["rows"]!.GetValue<int>());
        lines.ShouldContain(line => line.StartsWith("place_year,1,360000,2025,", StringComparison.Ordinal));
        (await ledger.Run("edition", "export", "--year", "2024", "--out", file)).Exit.ShouldBe(ExitCodes.Problems);
    }
}
