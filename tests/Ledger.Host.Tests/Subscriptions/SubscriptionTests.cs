using System.Net;
using System.Text;
using System.Text.Json;

namespace Ledger.Host.Tests.Subscriptions;

[Collection(OneLedger.Name)]
public sealed class SubscriptionTests(RunningLedger ledger)
{
    private const string Path = "/api/v1/subscriptions";
    private static readonly object Wanted = new { address = "https://example.invalid/in?key=hidden", facts = new[] { "list." } };

    [Fact]
    public async Task One_is_added_shown_and_ended_and_its_secret_is_shown_once()
    {
        using var added = await Post(Wanted);
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        added.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var json = await RunningLedger.Json(added);
        var secret = json.GetProperty("secret").GetString()!;
        secret.ShouldStartWith("whsec_");
        var id = json.GetProperty("subscription").GetProperty("id").GetString();
        json.GetProperty("subscription").GetProperty("address").GetString().ShouldBe("https://example.invalid/in?...");

        var listed = await ledger.Get(Path);
        listed.GetProperty("subscriptions").EnumerateArray().ShouldContain(one => one.GetProperty("id").GetString() == id);
        listed.ToString().ShouldNotContain(secret);
        listed.ToString().ShouldNotContain("hidden");

        using var ended = await ledger.Client.DeleteAsync($"{Path}/{id}");
        ended.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RunningLedger.Json(ended)).GetProperty("endedBecause").GetString().ShouldBe("by hand");
        using var again = await ledger.Client.DeleteAsync($"{Path}/{id}");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        ledger.Log.Lines.ShouldAllBe(line => !line.Contains(secret) && !line.Contains("hidden"));
    }

    [Theory]
    [InlineData("""{"address":"https://example.invalid/","facts":["credits."]}""", "facts", "subscription.not-public")]
    [InlineData("""{"address":"https://example.invalid/","facts":[]}""", "facts", "subscription.facts-missing")]
    [InlineData("""{"address":"https://a:b@example.invalid/","facts":["list."]}""", "address", "subscription.address-user")]
    [InlineData("""{"address":"https://example.invalid/","facts":["list."],"from":"0"}""", "from", "subscription.from")]
    [InlineData("""{"address":"https://example.invalid/"}""", "facts", "field.missing")]
    [InlineData("""{"address":"https://example.invalid/","facts":["list."],"secret":"mine"}""", "secret", "field.unknown")]
    [InlineData("""{"address":"https://example.invalid/","facts":[null]}""", "facts[0]", "field.null")]
    public async Task What_cannot_be_is_told_by_its_field(string body, string field, string code)
    {
        using var answer = await PostText(body);

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "request.invalid")).Errors().ShouldBe([(field, code)]);
    }

    [Theory]
    [InlineData("7d1b6b0e-0000-0000-0000-000000000000")]
    [InlineData("nothing")]
    public async Task One_that_is_not_there_is_not_ended(string id)
    {
        using var answer = await ledger.Client.DeleteAsync($"{Path}/{id}");

        await answer.ShouldBeProblem(HttpStatusCode.NotFound, "subscription.not-found");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task Another_machine_and_another_sites_page_may_do_nothing(string method)
    {
        foreach (var (header, value, code) in new[]
        {
            ("X-Forwarded-For", "10.0.0.7", "request.loopback-only"), ("Origin", "https://example.invalid", "request.cross-origin"),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), method == "DELETE" ? $"{Path}/{Guid.NewGuid()}" : Path);
            request.Headers.TryAddWithoutValidation(header, value);
            if (method == "POST")
                request.Content = new StringContent(JsonSerializer.Serialize(Wanted), Encoding.UTF8, "application/json");
            using var answer = await ledger.Client.SendAsync(request);
            await answer.ShouldBeProblem(HttpStatusCode.Forbidden, code);
        }
    }

    private Task<HttpResponseMessage> Post(object body) => PostText(JsonSerializer.Serialize(body));

    private Task<HttpResponseMessage> PostText(string body) =>
        ledger.Client.PostAsync(Path, new StringContent(body, Encoding.UTF8, "application/json"));
}
