using System.Net;
using System.Text.Json;
using Ledger.Host.Jurisdictions;
using Ledger.Testing;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Tests.Jurisdictions;

/// <summary>What is one ledger's stays there, and the guards of a single one stand before each.</summary>
[Collection(OneProcess.Name)]
public sealed class IsolationTests(TwoLedgers ledgers)
{
    private static readonly byte[] Body = JsonSerializer.SerializeToUtf8Bytes(Scenes.Registration("分账虚构中心"));

    [Fact]
    public async Task What_is_written_to_one_is_not_in_the_other()
    {
        var address = $"/api/v1/institutions/{Scenes.NewId("i")}";
        using var written = await ledgers.Post(TwoLedgers.Jiangxi, address, Body);
        written.StatusCode.ShouldBe(HttpStatusCode.Created);

        using var here = await ledgers.Get(TwoLedgers.Jiangxi, address + "/history");
        using var there = await ledgers.Get(TwoLedgers.Guangdong, address + "/history");
        here.StatusCode.ShouldBe(HttpStatusCode.OK);
        there.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // The same id and the same name are free in the other one.
        using var other = await ledgers.Post(TwoLedgers.Guangdong, address, Body);
        other.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(TwoLedgers.Public, "Accept", "*/*", "request.cross-origin")]
    [InlineData(TwoLedgers.Jiangxi, "Origin", "http://guangdong.localhost", "request.cross-origin")]
    [InlineData(TwoLedgers.Jiangxi, "Sec-Fetch-Site", "same-site", "request.cross-origin")]
    [InlineData(TwoLedgers.Jiangxi, "X-Forwarded-For", "127.0.0.1", "request.loopback-only")]
    public async Task Only_this_machine_writes_under_a_name_of_this_machine(string host, string header, string value, string code)
    {
        using var answer = await ledgers.Post(host, $"/api/v1/institutions/{Scenes.NewId("i")}", Body, (header, value));

        await answer.ShouldBeProblem(HttpStatusCode.Forbidden, code);
    }

    [Fact]
    public async Task A_page_of_the_ledger_itself_may_write()
    {
        using var answer = await ledgers.Post(
            TwoLedgers.Jiangxi, $"/api/v1/institutions/{Scenes.NewId("i")}", Body,
            ("Origin", "http://" + TwoLedgers.Jiangxi), ("Sec-Fetch-Site", "same-origin"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_as_by_a_single_ledger()
    {
        var body = new byte[HostLimits.CommandBodyBytes + 1];
        using var answer = await ledgers.Post(TwoLedgers.Jiangxi, "/api/v1/institutions/x", body);

        await answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "request.too-large");
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_body_and_tags_hold()
    {
        using var whole = await ledgers.Get(TwoLedgers.Jiangxi, "/api/v1/institutions");
        using var head = await TwoLedgers.Send(ledgers.Service.Url, HttpMethod.Head, TwoLedgers.Jiangxi, "/api/v1/institutions");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe((await whole.Content.ReadAsByteArrayAsync()).Length);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();

        using var again = await ledgers.Get(TwoLedgers.Jiangxi, "/api/v1/institutions", ("If-None-Match", whole.Headers.ETag!.ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var nobody = await TwoLedgers.Send(ledgers.Service.Url, HttpMethod.Head, "hubei.localhost", "/");
        nobody.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public void A_line_of_the_log_says_whose_it_is()
    {
        ledgers.Log.ShouldContain(line => line.Contains("[jiangxi] Ledger.Host", StringComparison.Ordinal)
            && line.Contains($"Serving on http://jiangxi.localhost:{ledgers.Service.Url.Port}", StringComparison.Ordinal));
        ledgers.Log.ShouldContain(line => line.Contains("[guangdong] Ledger.Host.Following.TurnKeeper", StringComparison.Ordinal));
        ledgers.Log.ShouldContain(line => line.Contains("[hunan] ", StringComparison.Ordinal)
            && line.Contains("This ledger is not served", StringComparison.Ordinal));
        ledgers.Log.ShouldNotContain(line => line.Contains(TwoLedgers.SecretOfHunan, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ledger_is_not_served_from_the_database_of_another()
    {
        await using var database = await TestDatabase.CreateEmpty();
        var log = new RememberedLog();
        using var logs = LoggerFactory.Create(one => one.AddProvider(log));
        var options = TwoLedgers.Options(logs) with { Sentence = (_, error) => error.Message };
        // Another name of the same database: nothing in the file shows that they are one.
        var alias = database.ConnectionString + ";Application Name=other";
        await using var service = new JurisdictionsHost(
            options, [TwoLedgers.Entry("a", database.ConnectionString, "a.localhost"), TwoLedgers.Entry("b", alias, "b.localhost")]);
        await service.Start(CancellationToken.None);
        await service.Tried;

        var heads = await service.Heads(CancellationToken.None);

        heads.Count(one => one.Head is not null).ShouldBe(1);
        log.Lines.ShouldContain(line => line.Contains("asks for another name than this log has had", StringComparison.Ordinal));
        await service.Stop();
    }
}
