using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Engines;

namespace Ledger.Cli.Tests.Running;

/// <summary>A setting of each start: named wherever the ledger tells of itself, and refused when it is not compiled in.</summary>
public sealed class EngineTests
{
    public static TheoryData<string> Compiled => [.. EngineCatalog.Compiled.Select(engine => engine.Name)];

    [Theory]
    [InlineData("bogus")]
    [InlineData("Native")]
    public async Task An_engine_that_is_not_compiled_in_is_a_wrong_setting_and_nothing_is_begun(string engine)
    {
        await using var ledger = await LedgerUnderTest.Create();

        foreach (var call in (string[][])[["projections", "status"], ["database", "migrate"], ["database", "status"], ["serve"]])
        {
            var said = await ledger.RunSet(EngineCatalog.Variable, engine, call);

            said.Exit.ShouldBe(ExitCodes.Usage, said.Error);
            said.Output.ShouldBeEmpty();
            said.Error.ShouldContain("LEDGER_ENGINE asks for an engine that is not in this build. In it: ");
            said.Error.ShouldContain("native");
            said.Error.ShouldNotContain(" at Ledger.");
        }

        (await ledger.Run("database", "status", "--json")).Json["steps"]!.AsArray().Count.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Compiled))]
    public async Task The_engine_in_use_is_named(string engine)
    {
        await using var ledger = await LedgerUnderTest.Create();

        (await ledger.RunSet(EngineCatalog.Variable, engine, "projections", "status")).Output.ShouldStartWith($"engine {engine} (");
        (await ledger.RunSet(EngineCatalog.Variable, engine, "database", "status", "--json")).Json["engine"]!.GetValue<string>()
            .ShouldBe(engine);

        var settings = new Dictionary<string, string?>(ledger.Settings)
        {
            [EngineCatalog.Variable] = engine,
            ["LEDGER_URL"] = "http://127.0.0.1:0",
        };
        using var service = LedgerProcess.Start(settings, "serve");
        using var client = new HttpClient();
        var ready = await client.GetFromJsonAsync<JsonObject>(new Uri(await service.Opened + "/health/ready"));
        service.Signal("TERM");

        ready!["engine"]!.GetValue<string>().ShouldBe(engine);
        (await service.End()).Output.ShouldContain(EngineCatalog.Describe(engine));
    }
}
