using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ledger.Application.Composition;
using Ledger.Host.Guards;
using Ledger.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Tests.Guards;

[Collection(OneLedger.Name)]
public sealed class LoopbackTests(RunningLedger ledger)
{
    private static readonly byte[] Body = JsonSerializer.SerializeToUtf8Bytes(Scenes.Registration("本机虚构中心"));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:10.0.0.7", false)]
    [InlineData("10.0.0.7", false)]
    [InlineData("192.168.1.2", false)]
    [InlineData("fe80::1", false)]
    [InlineData(null, false)]
    public void Only_a_connection_from_this_machine_counts_as_local(string? remote, bool local)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost", 8080);

        var problem = LoopbackGuard.Judge(remote is null ? null : IPAddress.Parse(remote), context.Request);

        (problem is null).ShouldBe(local);
    }

    [Theory]
    [InlineData("Origin", "https://example.invalid", "request.cross-origin")]
    [InlineData("Origin", "null", "request.cross-origin")]
    [InlineData("Sec-Fetch-Site", "cross-site", "request.cross-origin")]
    [InlineData("Sec-Fetch-Site", "same-site", "request.cross-origin")]
    [InlineData("Host", "attacker.invalid", "request.cross-origin")]
    [InlineData("X-Forwarded-For", "127.0.0.1", "request.loopback-only")]
    [InlineData("X-Forwarded-Proto", "https", "request.loopback-only")]
    [InlineData("X-Original-Forwarded-For", "127.0.0.1", "request.loopback-only")]
    [InlineData("X-Client-IP", "127.0.0.1", "request.loopback-only")]
    [InlineData("CF-Connecting-IP", "127.0.0.1", "request.loopback-only")]
    [InlineData("True-Client-IP", "127.0.0.1", "request.loopback-only")]
    [InlineData("X-Envoy-External-Address", "127.0.0.1", "request.loopback-only")]
    [InlineData("Forwarded", "for=127.0.0.1", "request.loopback-only")]
    public async Task A_page_of_elsewhere_and_a_proxy_cannot_write(string header, string value, string code)
    {
        using var answer = await ledger.PostBytes(
            $"/institutions/{Scenes.NewId("i")}", Body, "application/json", Guid.NewGuid().ToString(), null, (header, value));

        await answer.ShouldBeProblem(HttpStatusCode.Forbidden, code);
    }

    [Fact]
    public async Task A_page_of_this_service_may_write()
    {
        using var answer = await ledger.PostBytes(
            $"/institutions/{Scenes.NewId("i")}", Body, "application/json", Guid.NewGuid().ToString(), null,
            ("Origin", ledger.Url.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Over_the_machines_own_address_reads_are_open_and_writes_and_hours_are_not()
    {
        if (OwnAddress() is not { } address)
            return; // A machine without a network has no other address to come from; the judgement itself is tested above.
        await using var database = await TestDatabase.Create();
        var home = new LedgerHome(TestServer.TemporaryFolder());
        await using var system = await LedgerSystem.On(database.ConnectionString, home, TimeProvider.System, CancellationToken.None);
        var log = new RememberedLog();
        var options = new LedgerHostOptions(new Uri($"http://{address}:0"), logging => logging.AddProvider(log));
        await using var app = LedgerHost.Build(options, system);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var read = await client.GetAsync("/api/v1/institutions");
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var hours = await client.GetAsync($"/api/v1/credit-hours/{Guid.NewGuid()}/2024");
        await hours.ShouldBeProblem(HttpStatusCode.Forbidden, "request.loopback-only");
        using var page = await client.GetAsync($"/credit-hours/{Guid.NewGuid()}/2024");
        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var write = await client.PostAsync("/api/v1/institutions/x", new StringContent("{}", Encoding.UTF8, "application/json"));
        await write.ShouldBeProblem(HttpStatusCode.Forbidden, "request.loopback-only");
        log.Lines.ShouldContain(line => line.Contains("for this machine alone", StringComparison.Ordinal));
        await app.StopAsync();
    }

    private static IPAddress? OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.OperationalStatus == OperationalStatus.Up)
        .SelectMany(one => one.GetIPProperties().UnicastAddresses)
        .Select(one => one.Address)
        .FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one));
}
