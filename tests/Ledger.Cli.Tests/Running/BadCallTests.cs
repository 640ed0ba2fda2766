using System.Text;

namespace Ledger.Cli.Tests.Running;

/// <summary>Whatever is sent in: a code, a sentence, and never a stack trace.</summary>
public sealed class BadCallTests
{
    [Theory]
    [InlineData("bogus")]
    [InlineData("import", "hours", "no-such-file.csv")]
    [InlineData("import", "hours", "/")]
    [InlineData("import", "hours")]
    [InlineData("import", "list", "no-such-file.csv", "--edition", "2024-01-01", "--publisher", "x")]
    [InlineData("import", "list", "x.csv", "--edition", "2024-13-01", "--publisher", "x")]
    [InlineData("import", "hours", "x.csv", "--no-such-option")]
    [InlineData("hours", "somebody", "--year", "2024")]
    [InlineData("sample", "--people", "0", "--year", "2024", "--seed", "1")]
    [InlineData("events", "export", "--from", "-1")]
    [InlineData("events", "export", "--out", "/no/such/folder/out.jsonl")]
    [InlineData("institution", "show", "x", "--known-at", "2024-01-01")]
    [InlineData("projections", "rebuild", "bogus")]
    [InlineData("do", "institution.register", "--file", "/dev/zero")]
    public async Task A_wrong_call_is_told_apart_from_a_refusal(params string[] call)
    {
        await using var ledger = await LedgerUnderTest.Create();

        Judge(await ledger.Run(call), ExitCodes.Usage);
    }

    public static TheoryData<string, byte[]> Files => new()
    {
        { "empty", [] },
        { "zip", [0x50, 0x4B, 3, 4, .. new byte[100]] },
        { "binary", [.. Enumerable.Range(0, 1000).Select(at => (byte)(at * 7 % 256))] },
        { "header-of-5000-columns", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 5000).Select(at => $"c{at}"))) },
        { "header-only", "id_number,name\n"u8.ToArray() },
        { "open-quote", "id_number,name\n\"1,2\n"u8.ToArray() },
        { "nul", "id_number,name\n\0,\0\n"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_not_one_is_refused_whole(string name, byte[] content)
    {
        await using var ledger = await LedgerUnderTest.Create();
        var file = ledger.PathOf(name + ".csv");
        File.WriteAllBytes(file, content);

        Judge(await ledger.Run("import", "hours", file), ExitCodes.Problems);
        Judge(await ledger.Run("import", "list", file, "--edition", "2024-01-01", "--publisher", "x"), ExitCodes.Problems);
        (await ledger.Events()).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_read_is_never_written_over()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var file = ledger.PathOf("hours.csv");
        File.WriteAllText(file, "the sender's only copy");

        Judge(await ledger.Run("import", "hours", file, "--rejects", file), ExitCodes.Usage);
        Judge(await ledger.Run("import", "hours", file, "--receipts", Path.Combine(file, "..", "hours.csv")), ExitCodes.Usage);
        File.ReadAllText(file).ShouldBe("the sender's only copy");
    }

    [Fact]
    public async Task A_person_is_not_taken_for_an_authority()
    {
        await using var ledger = await LedgerUnderTest.Create();
        var file = ledger.PathOf("hours.csv");
        File.WriteAllText(file, (await ledger.Run("template", "hours")).Output);

        var said = await ledger.Run("import", "hours", file, "--authority", "合成姓名");

        Judge(said, ExitCodes.Problems);
        said.Error.ShouldContain("import.authority");
    }

    [Fact]
    public async Task A_database_that_does_not_answer_has_its_own_code_and_keeps_its_password()
    {
        await using var ledger = await LedgerUnderTest.Create();

        var said = await ledger.RunSet("LEDGER_DATABASE", "postgres://somebody:secret@127.0.0.1:1/ledger", "database", "status");

        Judge(said, ExitCodes.NoDatabase);
        said.Error.ShouldNotContain("secret");
        Judge(await ledger.RunSet("LEDGER_DATABASE", "no such thing", "database", "status"), ExitCodes.Usage);
        Judge(await ledger.RunSet("LEDGER_URL", "ftp://x", "serve"), ExitCodes.Usage);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_is_named()
    {
        await using var ledger = await LedgerUnderTest.Create();

        // 203.0.113.9 is nobody's (RFC 5737).
        await Named("LEDGER_URL", "http://203.0.113.9:8080", ExitCodes.Usage, "serve");
        await Named("LEDGER_URL", "https://127.0.0.1:8443", ExitCodes.Usage, "serve");
        await Named("LEDGER_HOME", ledger.File("file", "not a folder"), ExitCodes.Usage, "database", "status");

        var home = new Dictionary<string, string?>(ledger.Settings) { ["LEDGER_DATABASE"] = null, ["LEDGER_PG_BIN"] = ledger.Folder };
        using var without = LedgerProcess.Start(home, "database", "status");
        var said = await without.End();
        Judge(said, ExitCodes.NoDatabase);
        said.Error.ShouldContain("LEDGER_PG_BIN");

        async Task Named(string variable, string value, int code, params string[] verb)
        {
            var refused = await ledger.RunSet(variable, value, verb);
            Judge(refused, code);
            refused.Error.ShouldContain(variable);
        }
    }

    [Fact]
    public async Task Help_names_every_verb_and_needs_no_database()
    {
        await using var ledger = await LedgerUnderTest.Create();

        var said = await ledger.RunSet("LEDGER_DATABASE", "no such thing", "--help");

        said.Exit.ShouldBe(ExitCodes.Ok);
        string[] verbs = ["serve", "import", "template", "sample", "institution", "hours", "decision", "do", "projections", "events"];
        foreach (var verb in verbs)
            said.Output.ShouldContain(verb);
    }

    private static void Judge(Said said, int code)
    {
        said.Exit.ShouldBe(code, said.Output + said.Error);
        said.Error.ShouldNotBeEmpty();
        said.Error.ShouldNotContain("   at ");
        said.Error.ShouldNotContain("Exception");
    }
}
