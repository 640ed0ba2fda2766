using System.Net;
using System.Text.RegularExpressions;

namespace Ledger.Host.Tests.Jurisdictions;

/// <summary>The Host header says which ledger, and nothing else does.</summary>
[Collection(OneProcess.Name)]
public sealed partial class RoutingTests(TwoLedgers ledgers)
{
    [Fact]
    public async Task Each_host_has_its_own_ledger_with_its_own_log()
    {
        foreach (var (host, name) in new[] { (TwoLedgers.Jiangxi, "jiangxi"), (TwoLedgers.Guangdong, "guangdong") })
        {
            using var directory = await ledgers.Get(host, "/api/v1/institutions");
            directory.StatusCode.ShouldBe(HttpStatusCode.OK);
            using var keys = await ledgers.Get(host, "/log/keys");
            (await keys.Content.ReadAsStringAsync()).ShouldStartWith($"ledger.example/{name}+");
            using var page = await ledgers.Get(host, "/", ("Accept", "text/html"));
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("JIANGXI.localhost")]
    [InlineData("jiangxi.localhost:8080")]
    [InlineData(TwoLedgers.Public)]
    public async Task A_name_counts_without_its_case_and_port(string host)
    {
        using var answer = await ledgers.Get(host, "/log/keys");

        (await answer.Content.ReadAsStringAsync()).ShouldStartWith("ledger.example/jiangxi+");
    }

    [Theory]
    [InlineData("hubei.localhost")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8080")]
    [InlineData("jiangxi.localhost.")]
    [InlineData("a.jiangxi.localhost")]
    [InlineData("xjiangxi.localhost")]
    public async Task A_host_that_is_none_of_them_is_misdirected_and_learns_of_no_other(string host)
    {
        using var answer = await ledgers.Get(host, "/api/v1/institutions");

        await answer.ShouldBeProblem(HttpStatusCode.MisdirectedRequest, "service.no-such-host");
        using var page = await ledgers.Get(host, "/", ("Accept", "text/html"));
        page.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var text = await page.Content.ReadAsStringAsync();
        foreach (var name in new[] { "jiangxi", "guangdong", "hunan" })
        {
            text.ShouldNotContain(name);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain(name);
        }

        // The page's own file is there, and every other address is not.
        using var style = await ledgers.Get(host, Stylesheet().Match(text).Groups[1].Value);
        style.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var write = await ledgers.Post(host, "/api/v1/institutions/x", "{}"u8.ToArray());
        await write.ShouldBeProblem(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task What_a_proxy_says_of_the_host_does_not_count()
    {
        using var answer = await ledgers.Get(
            TwoLedgers.Jiangxi, "/log/keys", ("X-Forwarded-Host", TwoLedgers.Guangdong), ("Forwarded", "host=" + TwoLedgers.Guangdong));

        (await answer.Content.ReadAsStringAsync()).ShouldStartWith("ledger.example/jiangxi+");
    }

    [Theory]
    [InlineData("GET /log/keys HTTP/1.0\n\n", 421)]
    [InlineData("GET /log/keys HTTP/1.1\nConnection: close\n\n", 400)]
    [InlineData("GET /log/keys HTTP/1.1\nHost: jiangxi.localhost\nHost: guangdong.localhost\nConnection: close\n\n", 400)]
    [InlineData("GET http://guangdong.localhost/log/keys HTTP/1.1\nHost: jiangxi.localhost\nConnection: close\n\n", 400)]
    [InlineData("GET http://jiangxi.localhost/log/keys HTTP/1.1\nHost: jiangxi.localhost\nConnection: close\n\n", 200)]
    [InlineData("GET /log/keys HTTP/1.1\nHost: jiangxi.localhost,guangdong.localhost\nConnection: close\n\n", 400)]
    public async Task One_host_and_no_two_of_them(string request, int status) =>
        TwoLedgers.StatusOf(await ledgers.Raw(request)).ShouldBe(status);

    [Fact]
    public async Task Every_request_of_a_connection_goes_by_its_own_host()
    {
        string[] hosts = [TwoLedgers.Jiangxi, TwoLedgers.Hunan, "hubei.localhost", TwoLedgers.Guangdong, TwoLedgers.Jiangxi];
        var requests = string.Concat(hosts.Select(host => $"GET /log/keys HTTP/1.1\nHost: {host}\nAccept: application/json\n\n"));

        var answer = await ledgers.Raw(requests + "GET /log/keys HTTP/1.1\nHost: x\nConnection: close\n\n");

        Statuses().Matches(answer).Select(one => one.Groups[1].Value).ShouldBe(["200", "503", "421", "200", "200", "421"]);
        Keys().Matches(answer).Select(one => one.Groups[1].Value).ShouldBe(["jiangxi", "guangdong", "jiangxi"]);
    }

    [Fact]
    public async Task A_ledger_that_is_not_open_says_when_to_come_again_and_nothing_of_its_database()
    {
        foreach (var (path, accept) in new[] { ("/api/v1/institutions", "application/json"), ("/", "text/html") })
        {
            using var answer = await ledgers.Get(TwoLedgers.Hunan, path, ("Accept", accept));
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), HostLimits.FollowRetryLongest);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            var text = await answer.Content.ReadAsStringAsync();
            text.ShouldContain("service.ledger-unavailable");
            foreach (var inside in new[] { TwoLedgers.SecretOfHunan, "127.0.0.1", "Npgsql", "connect" })
                text.ShouldNotContain(inside);
        }
    }

    [GeneratedRegex("HTTP/1\\.1 ([0-9]{3})")]
    private static partial Regex Statuses();

    [GeneratedRegex("ledger\\.example/([a-z]+)\\+")]
    private static partial Regex Keys();

    [GeneratedRegex("href=\"(/assets/[^\"]+css)\"")]
    private static partial Regex Stylesheet();
}
