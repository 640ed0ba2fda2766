using System.Net;
using System.Text.Json;
using Ledger.Host.Jurisdictions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Tests.Jurisdictions;

/// <summary>What a balancer hears: about a ledger under its host, and about the process under any other name.</summary>
[Collection(OneProcess.Name)]
public sealed class ProcessHealthTests(TwoLedgers ledgers)
{
    [Theory]
    [InlineData(TwoLedgers.Jiangxi)]
    [InlineData(TwoLedgers.Hunan)]
    [InlineData("127.0.0.1")]
    [InlineData("anything.example")]
    public async Task The_process_lives_whatever_the_ledgers_do(string host)
    {
        using var answer = await ledgers.Get(host, "/health/live");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RunningLedger.Json(answer)).GetProperty("status").GetString().ShouldBe("live");
    }

    [Fact]
    public async Task Under_its_host_each_ledger_speaks_for_itself_and_in_one_form()
    {
        using var open = await ledgers.Get(TwoLedgers.Guangdong, "/health/ready");
        open.StatusCode.ShouldBe(HttpStatusCode.OK, await open.Content.ReadAsStringAsync());
        (await RunningLedger.Json(open)).GetProperty("database").GetBoolean().ShouldBeTrue();

        using var closed = await ledgers.Get(TwoLedgers.Hunan, "/health/ready");
        closed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var told = await RunningLedger.Json(closed);
        told.GetProperty("status").GetString().ShouldBe("notReady");
        told.GetProperty("database").GetBoolean().ShouldBeFalse();
        told.GetProperty("reasons").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_process_is_ready_while_one_ledger_is_and_says_which_to_this_machine()
    {
        using var answer = await ledgers.Get("127.0.0.1", "/health/ready");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await RunningLedger.Json(answer);
        told.GetProperty("status").GetString().ShouldBe("ready");
        told.GetProperty("node").GetString().ShouldBe("node-1");
        (told.GetProperty("ready").GetInt32(), told.GetProperty("notReady").GetInt32()).ShouldBe((2, 1));
        told.GetProperty("jurisdictions").EnumerateArray().Select(State)
            .ShouldBe([("jiangxi", "ready"), ("guangdong", "ready"), ("hunan", "unavailable")]);
    }

    [Theory]
    [InlineData("balancer.example", "Accept", "*/*")]
    [InlineData("127.0.0.1", "X-Forwarded-For", "10.0.0.1")]
    public async Task Whoever_asks_from_elsewhere_hears_numbers_and_no_names(string host, string header, string value)
    {
        using var answer = await ledgers.Get(host, "/health/ready", (header, value));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("\"ready\":2");
        text.ShouldNotContain("jiangxi");
    }

    [Fact]
    public async Task It_is_not_ready_when_no_ledger_is()
    {
        await using var service = new JurisdictionsHost(
            TwoLedgers.Options(NullLoggerFactory.Instance),
            [TwoLedgers.Entry("a", "Host=127.0.0.1;Port=1;Username=a;Database=a", "a.localhost")]);
        await service.Start(CancellationToken.None);
        await service.Tried;

        using var answer = await TwoLedgers.Send(service.Url, HttpMethod.Get, "127.0.0.1", "/health/ready");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await service.Stop();
    }

    private static (string?, string?) State(JsonElement one) =>
        (one.GetProperty("name").GetString(), one.GetProperty("status").GetString());
}
