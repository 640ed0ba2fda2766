using System.Text.Json.Nodes;
using Ledger.Application.Engines;

namespace Ledger.Cli.Tests.Verbs;

public sealed class LogTests
{
    [Fact]
    public async Task The_log_is_exported_whole_and_in_order()
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.Run("sample", "--people", "5", "--year", "2025", "--seed", "1", "--load");

        var all = (await ledger.Run("events", "export")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var positions = all.Select(line => int.Parse(
            JsonNode.Parse(line)!["sequence"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture));
        positions.ShouldBe(Enumerable.Range(1, (int)await ledger.Events()));

        var part = await ledger.Run("events", "export", "--from", "3", "--to", "5", "--out", ledger.PathOf("part.jsonl"));
        part.Exit.ShouldBe(ExitCodes.Ok);
        File.ReadAllLines(ledger.PathOf("part.jsonl")).ShouldBe(all[2..5]);
    }

    [Fact]
    public async Task The_tree_over_the_exported_lines_is_the_one_that_was_signed()
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.Run("sample", "--people", "5", "--year", "2025", "--seed", "1", "--load");
        await ledger.Run("log", "seal");
        await ledger.Run("events", "export", "--out", ledger.PathOf("log.jsonl"));

        var root = (await ledger.Run("tree", "root", ledger.PathOf("log.jsonl"))).Output.Trim();

        var status = (await ledger.Run("log", "status", "--json")).Json;
        Convert.ToBase64String(Convert.FromHexString(root)).ShouldBe(status["root"]!.GetValue<string>());
        status["sealedTo"]!.GetValue<long>().ShouldBe(status["head"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_checkpoint_of_another_log_or_of_nobody_is_not_taken_for_one_kept_outside()
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.Run("log", "seal");
        var kept = ledger.PathOf("kept.note");
        (await ledger.Run("log", "checkpoint", "--out", kept)).Exit.ShouldBe(ExitCodes.Ok);
        (await ledger.Run("verify", "--checkpoint", kept, "--log-only")).Exit.ShouldBe(ExitCodes.Ok);

        var another = File.ReadAllText(kept).Replace("ledger.invalid/", "ledger.other/", StringComparison.Ordinal);
        foreach (var text in new[] { "", "nothing of the kind", another })
        {
            var said = await ledger.Run("verify", "--checkpoint", ledger.File("other.note", text));
            said.Exit.ShouldBe(ExitCodes.Usage, said.Output);
            said.Error.ShouldContain("other.note");
        }

        (await ledger.Run("verify", "--checkpoint", "no-such-file")).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("verify", "--url", "ftp://x", "--key", "x")).Exit.ShouldBe(ExitCodes.Usage);
        (await ledger.Run("verify", "--url", "http://127.0.0.1:1")).Exit.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public async Task A_key_is_added_and_an_old_one_retired()
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.Run("log", "seal");
        var old = (await ledger.Run("log", "keys", "list")).Output.Trim();

        var added = (await ledger.Run("log", "keys", "add")).Output.Trim();
        (await ledger.Run("log", "keys", "list")).Output.Trim().Split('\n').ShouldBe([old, added]);
        (await ledger.Run("log", "keys", "retire", old.Split('+')[1])).Exit.ShouldBe(ExitCodes.Ok);
        (await ledger.Run("log", "keys", "retire", added.Split('+')[1])).Exit.ShouldBe(ExitCodes.Problems);
        (await ledger.Run("log", "keys", "retire", "xyz")).Exit.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_rows()
    {
        await using var ledger = await LedgerUnderTest.Create();
        await ledger.Run("sample", "--people", "5", "--year", "2025", "--seed", "1", "--load");

        foreach (var name in new[] { "directory", "credit-hours", "annual-summaries" })
        {
            var said = await ledger.Run("projections", "rebuild", name, "--json");
            said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
            said.Json["same"]!.GetValue<bool>().ShouldBeTrue();
            said.Json["after"]!["rows"]!.GetValue<long>().ShouldBeGreaterThan(0);
        }

        var all = await ledger.Run("projections", "rebuild", "--json");
        all.Exit.ShouldBe(ExitCodes.Ok, all.Error);
        all.Json["projections"]!.AsArray().Select(one => (one!["name"]!.GetValue<string>(), one["same"]!.GetValue<bool>()))
            .ShouldBe([("directory", true), ("credit-hours", true), ("annual-summaries", true)]);

        var told = (await ledger.Run("projections", "status", "--json")).Json;
        told["engine"]!.GetValue<string>().ShouldBe(EngineCatalog.Choose(Environment.GetEnvironmentVariable("LEDGER_ENGINE")).Name);
        var statuses = told["projections"]!.AsArray();
        statuses.ShouldAllBe(status => status!["lag"]!.GetValue<long>() == 0);
        (await ledger.Run("projections", "catch-up")).Exit.ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task A_database_is_migrated_once()
    {
        await using var ledger = await LedgerUnderTest.Create();

        (await ledger.Run("database", "status", "--json")).Json["steps"]!.AsArray().Count.ShouldBe(0);
        (await ledger.Run("database", "migrate", "--json")).Json["appliedNow"]!.GetValue<int>().ShouldBeGreaterThan(0);
        (await ledger.Run("database", "migrate", "--json")).Json["appliedNow"]!.GetValue<int>().ShouldBe(0);
    }
}
