using System.Net;
using Ledger.Application.Composition;
using Ledger.Testing;

namespace Ledger.Host.Tests.Queries;

/// <summary>A service whose read models nobody brings up to date: it does not answer with less than was asked.</summary>
public sealed class LaggingTests
{
    [Fact]
    public async Task A_position_that_the_read_models_have_not_come_to_is_not_answered_with_less()
    {
        await using var database = await TestDatabase.CreateEmpty();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        await using var ledger = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, CancellationToken.None);
        var options = new LedgerHostOptions(new Uri("http://127.0.0.1:0"), _ => { })
        {
            FollowsProjections = false,
            CarriesMessages = false,
        };
        await using var app = LedgerHost.Build(options, ledger);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var command = new Domain.Institutions.RegisterInstitution(
            "lag-1", "迟到虚构中心", "虚构大学", null, "360000", new DateOnly(2024, 1, 10), Scenes.ProvincialHr);
        await ledger.Desk.Handle(command, new Application.Commands.CommandContext("local"), CancellationToken.None);

        string[] addresses =
        [
            "/api/v1/institutions?knownAt=1", "/api/v1/institutions/lag-1?knownAt=1", "/api/v1/institutions/lag-1/names?knownAt=1",
            "/api/v1/annual-summaries/regions/360000/2024?knownAt=1", "/api/v1/institutions/lag-1/diff?from=0&to=1",
        ];
        foreach (var address in addresses)
        {
            using var behind = await client.GetAsync(address);
            await behind.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "service.read-model-behind");
            behind.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }

        // The log itself is never behind.
        using var history = await client.GetAsync("/api/v1/institutions/lag-1/history?knownAt=1");
        history.StatusCode.ShouldBe(HttpStatusCode.OK);

        await ledger.Projections.CatchUp(CancellationToken.None);
        foreach (var address in addresses)
        {
            using var answered = await client.GetAsync(address);
            answered.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }

        await app.StopAsync();
    }
}
