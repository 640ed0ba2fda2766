using System.Globalization;
using System.Net;
using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Cluster.Tests;

/// <summary>A node that reads from a standby: it answers, later if it must, and never with less than was asked.</summary>
public sealed class ReaderTests(ReaderScene scene) : IClassFixture<ReaderScene>
{
    [Fact]
    public async Task A_position_that_the_standby_has_not_come_to_is_waited_for_and_not_answered_with_less()
    {
        await scene.Pause();
        var position = await scene.Register("reader-1");
        string[] addresses =
        [
            $"/api/v1/institutions/reader-1?knownAt={position}", $"/api/v1/institutions/reader-1/history?knownAt={position}",
            $"/api/v1/institutions?knownAt={position}", $"/api/v1/institutions/diff?from=0&to={position}", $"/log/proof/{position}",
        ];
        await Task.WhenAll(addresses.Select(ShouldBeBehind));

        var asked = scene.Client.GetAsync(addresses[1]);
        await Task.Delay(500);
        asked.IsCompleted.ShouldBeFalse();
        await scene.Resume();

        using var answered = await asked;
        answered.StatusCode.ShouldBe(HttpStatusCode.OK, await answered.Content.ReadAsStringAsync());
        foreach (var address in addresses)
        {
            await Until.True(address, async () => (await scene.Client.GetAsync(address)).StatusCode == HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_time_that_the_standby_has_not_come_to_is_waited_for_also_while_nothing_is_recorded()
    {
        await scene.Register("reader-2");
        await Until.True("it is here", async () =>
            (await scene.Client.GetAsync("/api/v1/institutions/reader-2/history")).StatusCode == HttpStatusCode.OK);
        await scene.Pause();
        await Task.Delay(100);
        var address = "/api/v1/institutions/reader-2/history?knownAt="
            + DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

        await ShouldBeBehind(address);

        await scene.Resume();
        // Nothing is recorded: it is the working node's beat that says so, long before any cleaning of the database would.
        (await Until.True(address, async () => (await scene.Client.GetAsync(address)).StatusCode == HttpStatusCode.OK))
            .ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task What_nobody_has_recorded_yet_is_not_said_to_be_missing_by_a_node_that_cannot_know() =>
        await ShouldBeBehind("/api/v1/institutions?knownAt=1000000");

    [Theory]
    [InlineData("/log/proof/1000000")]
    [InlineData("/log/entry/1000000")]
    [InlineData("/log/checkpoint/1000000")]
    [InlineData("/log/tile/7/000.p/127")]
    [InlineData("/log/tile/entries/x999/999")]
    public async Task Nor_is_what_the_log_may_have_one_day(string address) => await ShouldBeBehind(address);

    /// <summary>As on a node that writes: no log will ever have it, and that takes no look at the primary.</summary>
    [Theory]
    [InlineData("/log/proof/0")]
    [InlineData("/log/proof/-1")]
    [InlineData("/log/entry/0")]
    [InlineData("/log/checkpoint/-1")]
    [InlineData("/log/tile/8/000")]
    [InlineData("/log/tile/7/000")]
    [InlineData("/log/tile/99/000")]
    [InlineData("/log/tile/0/0")]
    [InlineData("/log/nothing")]
    public async Task An_address_that_no_log_will_ever_have_is_not_found(string address)
    {
        using var answer = await scene.Client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_write_is_refused_and_told_where_it_goes()
    {
        foreach (var address in new[] { "/api/v1/institutions/reader-9", "/api/v1/subscriptions" })
        {
            using var refused = await scene.Client.PostAsync(address, new StringContent("{}"));
            refused.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
            var told = await Json(refused);
            told.GetProperty("code").GetString().ShouldBe("service.reader");
            told.GetProperty("mend").GetString()!.ShouldContain(ReaderScene.Primary.ToString());
        }
    }

    [Fact]
    public async Task Its_sessions_cannot_write_also_where_the_database_could()
    {
        await using var ask = scene.Reader.Database.CreateCommand("show default_transaction_read_only");
        (await ask.ExecuteScalarAsync()).ShouldBe("on");
    }

    [Fact]
    public async Task Its_health_says_how_far_the_standby_is_behind_and_that_too_far_is_not_ready()
    {
        JsonElement told = default;
        await Until.True("ready", async () =>
        {
            using var answer = await scene.Client.GetAsync("/health/ready");
            told = await Json(answer);
            return answer.StatusCode == HttpStatusCode.OK;
        });
        var replica = told.GetProperty("replica");
        replica.GetProperty("primary").GetString().ShouldBe(ReaderScene.Primary.ToString());
        replica.GetProperty("behindSeconds").GetDouble().ShouldBeLessThan(30);
        told.TryGetProperty("worker", out _).ShouldBeFalse();

        scene.Time.Forward(TimeSpan.FromMinutes(1));
        using var late = await scene.Client.GetAsync("/health/ready");
        scene.Time.Forward(TimeSpan.FromMinutes(-1));
        late.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Json(late)).GetProperty("reasons")[0].GetString()!.ShouldContain("副本落后");
    }

    private async Task ShouldBeBehind(string address)
    {
        using var behind = await scene.Client.GetAsync(address);
        var body = await behind.Content.ReadAsStringAsync();
        behind.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, $"{address}: {body}");
        behind.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await Json(behind)).GetProperty("code").GetString().ShouldBe("service.replica-behind", address);
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return json.RootElement.Clone();
    }
}
