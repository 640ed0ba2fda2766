using System.Text.Json.Nodes;

namespace Ledger.Cli.Tests.Verbs;

public sealed class InstitutionTests
{
    private const string Registered = """
        {"institution":"demo","name":"合成学院","host":"合成大学","division":"360100","on":"2024-01-05","by":"institution"}
        """;

    private const string Renamed = """{"institution":"demo","name":"合成新学院","on":"2024-06-01"}""";

    [Fact]
    public async Task A_command_is_carried_out_once_and_shows_on_two_times()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var file = ledger.File("register.json", Registered);

        var first = await ledger.Run("do", "institution.register", "--file", file, "--key", "k1", "--json");
        first.Exit.ShouldBe(ExitCodes.Ok, first.Error);
        var again = await ledger.Run("do", "institution.register", "--file", file, "--key", "k1", "--json");
        again.Output.ShouldBe(first.Output);
        var renamed = await ledger.RunWith(Renamed, "do", "institution.rename", "--file", "-", "--if-match", "1");
        renamed.Exit.ShouldBe(ExitCodes.Ok, renamed.Error);

        (await Name(ledger)).ShouldBe("合成新学院");
        (await Name(ledger, "--valid-at", "2024-03-01")).ShouldBe("合成学院");
        (await Name(ledger, "--known-at", "1")).ShouldBe("合成学院");
        var history = await ledger.Run("institution", "history", "demo", "--json");
        history.Json["facts"]!.AsArray().Select(fact => fact!["type"]!.GetValue<string>())
            .ShouldBe(["institution.registered.v1", "institution.renamed.v1"]);
    }

    [Fact]
    public async Task A_refusal_names_its_article_and_a_stale_version_is_told()
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.RunWith(Registered, "do", "institution.register", "--file", "-");

        var refused = await ledger.RunWith(
            """{"institution":"demo","listing":"l1","on":"2024-02-01","by":"hr-360000"}""", "do", "institution.list", "--file", "-");
        refused.Exit.ShouldBe(ExitCodes.Problems);
        refused.Error.ShouldContain("第七条");

        var stale = await ledger.RunWith(Renamed, "do", "institution.rename", "--file", "-", "--if-match", "9");
        stale.Exit.ShouldBe(ExitCodes.Problems);
        stale.Error.ShouldContain("request.stale");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"institution":"demo","nam":1}""")]
    [InlineData("""{"institution":"demo","name":"a","name":"b","on":"2024-06-01"}""")]
    [InlineData("""{"institution":"demo","name":"a","on":"yesterday"}""")]
    public async Task A_command_that_is_not_one_is_refused_by_field(string body)
    {
        await using var ledger = await LedgerUnderTest.Create();

        var said = await ledger.RunWith(body, "do", "institution.rename", "--file", "-", "--json");

        said.Exit.ShouldBe(ExitCodes.Problems);
        said.Json["code"].ShouldNotBeNull();
        said.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_ledger_alone_notes_is_neither_listed_nor_taken()
    {
        await using var ledger = await LedgerUnderTest.Create();

        (await ledger.Run("do", "--list")).Output.ShouldNotContain("note-overdue");
        var said = await ledger.RunWith(
            """{"institution":"demo","order":"o1","on":"2024-06-01"}""", "do", "institution.note-overdue-correction", "--file", "-");
        said.Exit.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public async Task The_use_cases_are_listed_with_their_fields()
    {
        await using var ledger = await LedgerUnderTest.Create();

        (await ledger.Run("do", "--list")).Output.ShouldContain("institution.rename");
        (await ledger.Run("do", "--list", "--json")).Json["useCases"]!.AsArray().Count.ShouldBeGreaterThan(20);
        (await ledger.Run("do", "--list")).Output.ShouldContain("institution.submit-annual-plan");
        (await ledger.Run("do", "institution.unlist", "--file", "-")).Exit.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public async Task A_published_list_gives_what_changed_between_its_editions()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var first = ledger.File("synthetic-list.csv", List("合成甲学院,4136010001,合成厅", "合成乙学院,4136010002,合成厅"));
        var second = ledger.File("synthetic-list-2.csv", List("合成丙学院,4136010001,合成局", "合成乙学院,4136010002,合成厅"));

        var one = await Import(ledger, first, "2024-01-01");
        one["added"]!.GetValue<int>().ShouldBe(2);
        var two = await Import(ledger, second, "2025-01-01");
        two["renamed"]!.GetValue<int>().ShouldBe(1);
        two["authorityChanged"]!.GetValue<int>().ShouldBe(1);
        two["unchanged"]!.GetValue<int>().ShouldBe(1);
        var events = await ledger.Events();
        (await Import(ledger, second, "2025-01-01"))["alreadyImported"]!.GetValue<bool>().ShouldBeTrue();
        (await ledger.Events()).ShouldBe(events);
    }

    [Fact]
    public async Task What_is_not_known_is_said_and_not_guessed()
    {
        await using var ledger = await LedgerUnderTest.Create();

        string[][] calls = [["institution", "show", "x"], ["institution", "history", "x"], ["decision", "show", "x"]];
        foreach (var call in calls)
        {
            var said = await ledger.Run(call);
            said.Exit.ShouldBe(ExitCodes.Problems);
            said.Error.ShouldContain("'x'");
            said.Output.ShouldBeEmpty();
        }
    }

    private static async Task<string> Name(LedgerUnderTest ledger, params string[] times) =>
        (await ledger.Run(["institution", "show", "demo", "--json", .. times])).Json["name"]!.GetValue<string>();

    private static string List(params string[] rows) => "学校名称,学校标识码,主管部门\n" + string.Join('\n', rows) + "\n";

    private static async Task<JsonObject> Import(LedgerUnderTest ledger, string file, string edition)
    {
        var said = await ledger.Run("import", "list", file, "--edition", edition, "--publisher", "合成部", "--json");
        said.Exit.ShouldBe(ExitCodes.Ok, said.Output + said.Error);
        return said.Json;
    }
}
