using System.Net;
using Ledger.Application.Composition;
using Ledger.Testing;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_while_the_database_answers_and_not_ready_but_live_when_it_is_gone()
    {
        var database = await TestDatabase.Create();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        await using var system = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, CancellationToken.None);
        var log = new RememberedLog();
        var options = new LedgerHostOptions(new Uri("http://127.0.0.1:0"), logging => logging.AddProvider(log));
        await using var app = LedgerHost.Build(options, system);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var ready = await client.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await RunningLedger.Json(ready);
        told.GetProperty("status").GetString().ShouldBe("ready");
        told.GetProperty("engine").GetString().ShouldBe(system.Engine);
        told.GetProperty("projections").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldContain("directory");

        await database.DisposeAsync();
        using var gone = await client.GetAsync("/health/ready");
        gone.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await RunningLedger.Json(gone)).GetProperty("database").GetBoolean().ShouldBeFalse();
        using var live = await client.GetAsync("/health/live");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var asked = await client.GetAsync("/api/v1/institutions");
        var problem = await asked.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "service.database-unavailable");
        problem.ToString().ShouldNotContain("test_");
        await app.StopAsync();
    }
}
