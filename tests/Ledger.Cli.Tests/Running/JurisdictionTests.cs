using System.Net;
using Ledger.Testing;

namespace Ledger.Cli.Tests.Running;

/// <summary>Several ledgers by a file: served together, and one at a time for every other verb.</summary>
public sealed class JurisdictionTests
{
    [Fact]
    public async Task A_verb_works_on_the_ledger_that_is_named_and_on_no_other()
    {
        await using var ledgers = await SeveralLedgers.Create();
        ledgers.Set("LEDGER_JURISDICTION", "guangdong");

        var loaded = await ledgers.Run("sample", "--people", "10", "--year", "2025", "--seed", "1", "--load");

        loaded.Exit.ShouldBe(ExitCodes.Ok, loaded.Error);
        (await SeveralLedgers.Events(ledgers.Guangdong)).ShouldBeGreaterThan(0);
        (await ledgers.Run("log", "status")).Output.ShouldContain("ledger.invalid/guangdong");
        var other = await ledgers.Set("LEDGER_JURISDICTION", "jiangxi").Run("events", "export");
        (other.Exit, other.Output).ShouldBe((ExitCodes.Ok, ""), other.Error);
        (await SeveralLedgers.Events(ledgers.Jiangxi)).ShouldBe(0);
    }

    [Theory]
    [InlineData(null, "set LEDGER_JURISDICTION to one of jiangxi, guangdong.")]
    [InlineData("hunan", "LEDGER_JURISDICTION is none of the ledgers in ")]
    public async Task Without_a_ledger_named_a_verb_does_nothing_and_lists_them(string? named, string told)
    {
        await using var ledgers = await SeveralLedgers.Create();
        ledgers.Set("LEDGER_JURISDICTION", named);

        foreach (var call in (string[][])[["events", "export"], ["database", "migrate"], ["verify"], ["log", "status"]])
        {
            var said = await ledgers.Run(call);
            said.Exit.ShouldBe(ExitCodes.Usage, said.Error);
            said.Output.ShouldBeEmpty();
            said.Error.ShouldContain(told);
            said.Error.ShouldContain("guangdong");
        }
    }

    [Fact]
    public async Task All_are_served_at_once_and_stop_at_once()
    {
        await using var ledgers = await SeveralLedgers.Create();
        using var service = ledgers.Start("serve");
        var url = new Uri(await service.Opened);
        using var client = new HttpClient { BaseAddress = url };

        foreach (var name in new[] { "jiangxi", "guangdong" })
        {
            (await Keys(client, name + ".localhost")).ShouldStartWith($"ledger.invalid/{name}+");
        }

        (await client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        service.Signal("TERM");
        var said = await service.End(TimeSpan.FromSeconds(10));
        said.Exit.ShouldBe(ExitCodes.Ok, said.Error);
        said.Output.ShouldContain($"  jiangxi    http://jiangxi.localhost:{url.Port}/  0 events");
        said.Output.ShouldContain($"  guangdong  http://guangdong.localhost:{url.Port}/  0 events");
        said.Output.ShouldContain("[jiangxi] Ledger.Host");
        said.Error.ShouldContain("Stopped.");
    }

    [Fact]
    public async Task One_of_them_is_served_alone_under_any_name()
    {
        await using var ledgers = await SeveralLedgers.Create();
        using var service = ledgers.Set("LEDGER_JURISDICTION", "jiangxi").Start("serve");
        using var client = new HttpClient { BaseAddress = new Uri(await service.Opened) };

        (await Keys(client, "any.example")).ShouldStartWith("ledger.invalid/jiangxi+");
        service.Signal("TERM");
        (await service.End()).Exit.ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task The_sample_goes_into_one_ledger()
    {
        await using var ledgers = await SeveralLedgers.Create();

        var said = await ledgers.Run("serve", "--sample");

        said.Exit.ShouldBe(ExitCodes.Usage);
        said.Error.ShouldContain("--sample loads into one ledger");
    }

    [Theory]
    [InlineData("LEDGER_HOME", "/srv/ledger", "LEDGER_HOME is set beside LEDGER_JURISDICTIONS")]
    [InlineData("LEDGER_ENGINE", "bogus", "LEDGER_ENGINE asks for an engine that is not in this build")]
    [InlineData("LEDGER_URL", "ftp://x", "LEDGER_URL is not an address")]
    [InlineData("LEDGER_JURISDICTIONS", "no-such-file.json", "it cannot be read")]
    public async Task A_setting_that_cannot_be_ends_the_start_with_a_sentence(string variable, string value, string told)
    {
        await using var ledgers = await SeveralLedgers.Create();

        var said = await ledgers.Set(variable, value).Run("serve");

        said.Exit.ShouldBe(ExitCodes.Usage, said.Error);
        said.Error.ShouldContain(told);
        said.Error.ShouldNotContain("   at ");
        said.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_and_nothing_stays_open()
    {
        await using var ledgers = await SeveralLedgers.Create();
        using var first = ledgers.Start("serve");
        var url = await first.Opened;

        var second = await ledgers.Set("LEDGER_URL", url).Run("serve");

        second.Exit.ShouldBe(ExitCodes.Usage, second.Error);
        second.Error.ShouldContain("The service cannot listen at");
        first.Signal("TERM");
        (await first.End()).Exit.ShouldBe(ExitCodes.Ok);
    }

    /// <summary>The public keys of a log, which has signed soon after its ledger is open.</summary>
    private static async Task<string> Keys(HttpClient client, string host)
    {
        var keys = "";
        await Until.True("it has signed", async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/log/keys") { Headers = { Host = host } };
            using var answer = await client.SendAsync(request);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
            keys = await answer.Content.ReadAsStringAsync();
            return answer.StatusCode == HttpStatusCode.OK;
        });
        return keys;
    }
}
