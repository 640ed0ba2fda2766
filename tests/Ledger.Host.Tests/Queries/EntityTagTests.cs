using System.Net;
using System.Net.Http.Headers;

namespace Ledger.Host.Tests.Queries;

[Collection(OneLedger.Name)]
public sealed class EntityTagTests(RunningLedger ledger)
{
    [Fact]
    public async Task Who_has_the_answer_already_gets_304_until_something_happens()
    {
        var id = await ledger.Registered("缓存虚构中心");
        var address = $"/api/v1/institutions/{id}/history?validAt=2024-12-31";
        using var first = await ledger.Client.GetAsync(address);
        var tag = first.Headers.ETag!;
        // Other tests write to the same ledger: the answer's position may have moved on, and the tag with it.
        var fixedAddress = $"{address}&knownAt={(await RunningLedger.Json(first)).GetProperty("position").GetInt64()}";
        using var atPosition = await ledger.Client.GetAsync(fixedAddress);
        tag = atPosition.Headers.ETag!;

        (await Ask(fixedAddress, tag)).ShouldBe(HttpStatusCode.NotModified);
        (await Ask(fixedAddress, new EntityTagHeaderValue(tag.Tag, isWeak: true))).ShouldBe(HttpStatusCode.NotModified);
        (await Ask(fixedAddress, EntityTagHeaderValue.Any)).ShouldBe(HttpStatusCode.NotModified);
        (await Ask(fixedAddress, new EntityTagHeaderValue("\"other\""))).ShouldBe(HttpStatusCode.OK);

        await ledger.Done($"/institutions/{id}/renamings", new { name = "缓存新虚构中心", on = "2024-05-01" });
        (await Ask(address, tag)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/api/v1/institutions")]
    [InlineData("/api/v1/lists")]
    [InlineData("/api/v1/projections")]
    [InlineData("/api/v1/annual-summaries/regions/360000/2024")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/law")]
    public async Task HEAD_is_GET_without_the_body(string address)
    {
        using var got = await ledger.Client.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var headed = await ledger.Client.SendAsync(request);

        headed.StatusCode.ShouldBe(got.StatusCode);
        headed.Content.Headers.ContentType.ShouldBe(got.Content.Headers.ContentType);
        (await headed.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_persons_hours_are_kept_by_nobody_on_the_way()
    {
        using var answer = await ledger.Client.GetAsync($"/api/v1/credit-hours/{Guid.NewGuid()}/2024");

        answer.Headers.CacheControl!.Private.ShouldBeTrue();
    }

    private async Task<HttpStatusCode> Ask(string address, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(tag);
        using var answer = await ledger.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
