using System.Net;
using System.Security.Cryptography;
using System.Text;
using Ledger.Application.Composition;
using Ledger.EventStore.Servers;
using Ledger.Host;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cluster.Tests;

/// <summary>A node that writes, and whose server is started anew as a standby.</summary>
public sealed class DemotedTests
{
    private const string Body =
        """{"name":"合成机构","host":"合成单位","division":"360000","on":"2024-01-10","by":"hr-360000"}""";

    [Fact]
    public async Task A_write_to_a_server_that_has_become_a_standby_is_to_come_again_and_is_taken_when_it_is_a_primary()
    {
        var home = TestServer.TemporaryFolder();
        var server = await Start(home);
        await server.EnsureDatabase(LedgerSystem.PrivateDatabase, CancellationToken.None);
        var settings = LedgerSettings.Of(TestServer.TemporaryFolder()) with
        {
            Database = server.ServiceConnectionString(LedgerSystem.PrivateDatabase),
            DatabaseOwner = server.ConnectionString(LedgerSystem.PrivateDatabase),
            MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        await using (var ledger = await LedgerSystem.Open(
            settings, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None))
        await using (var app = LedgerHost.Build(new LedgerHostOptions(new Uri("http://127.0.0.1:0"), _ => { }), ledger))
        {
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            (await Written(client, "before")).ShouldBe(HttpStatusCode.Created);

            await server.DisposeAsync();
            var signal = Path.Combine(home, "postgres", "data", "standby.signal");
            await File.WriteAllTextAsync(signal, "");
            server = await Start(home);
            // The first finds connections that have ended, and those after it a server that takes no writes.
            for (var time = 0; time < 5; time++)
                (await Written(client, "meanwhile")).ShouldBe(HttpStatusCode.ServiceUnavailable);
            using var read = await client.GetAsync("/api/v1/institutions/before/history");
            read.StatusCode.ShouldBe(HttpStatusCode.OK, await read.Content.ReadAsStringAsync());

            await server.DisposeAsync();
            File.Delete(signal);
            server = await Start(home);
            await Until.True("written", async () => await Written(client, "meanwhile") == HttpStatusCode.Created);
            await app.StopAsync();
        }

        await server.DisposeAsync();
    }

    private static Task<PrivateServer> Start(string home) =>
        PrivateServer.Start(new PrivateServerOptions(home, Durable: false), null, CancellationToken.None);

    /// <summary>Under one key for each institution; what may come again says when.</summary>
    private static async Task<HttpStatusCode> Written(HttpClient client, string institution)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/institutions/" + institution)
        {
            Content = new StringContent(Body, Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", "key-" + institution } },
        };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            text.ShouldContain("service.database-unavailable");
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        }

        return answer.StatusCode;
    }
}
