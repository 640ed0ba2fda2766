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
        var positions = all.Select(line => JsonNode.Parse(line)!["position"]!.GetValue<int>());
        positions.ShouldBe(Enumerable.Range(1, (int)await ledger.Events()));

        var part = await ledger.Run("events", "export", "--from", "3", "--to", "5", "--out", ledger.PathOf("part.jsonl"));
        part.Exit.ShouldBe(ExitCodes.Ok);
        File.ReadAllLines(ledger.PathOf("part.jsonl")).ShouldBe(all[2..5]);
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
