using System.Net;
using System.Net.Http.Headers;

namespace Ledger.Host.Tests.Keeping;

/// <summary>The service gives an answer again, and never after what it says has changed.</summary>
[Collection(OneLedger.Name)]
public sealed class KeptAnswerTests(RunningLedger ledger)
{
    [Fact]
    public async Task Whoever_has_written_reads_what_it_has_written_however_often_it_was_read_before()
    {
        var id = await ledger.Registered("留存虚构中心");
        for (var number = 1; number <= 20; number++)
        {
            var name = $"留存虚构中心{number}";
            await ledger.Done($"/institutions/{id}/renamings", new { name, on = "2024-05-01" });

            // The first answer is made and the second may be a kept one.
            for (var time = 0; time < 2; time++)
            {
                var read = await ledger.Get($"/api/v1/institutions/{id}");
                read.GetProperty("institution").GetProperty("name").GetString().ShouldBe(name);
                (await ledger.Client.GetStringAsync($"/institutions/{id}")).ShouldContain(name);
            }
        }
    }

    [Fact]
    public async Task An_answer_is_given_again_with_the_same_tag_and_as_304_to_who_has_it()
    {
        var address = $"/api/v1/institutions?text={Uri.EscapeDataString("无人叫这个名字")}";
        // Others write to the same ledger: once in a while the stand moves between two questions.
        for (var attempt = 0; ; attempt++)
        {
            var before = ledger.Kept.Store.Found;
            using var first = await ledger.Client.GetAsync(address);
            using var second = await ledger.Client.GetAsync(address);
            if (ledger.Kept.Store.Found == before && attempt < 50)
                continue;

            ledger.Kept.Store.Found.ShouldBeGreaterThan(before);
            if (first.Headers.ETag!.Equals(second.Headers.ETag) is false && attempt < 50)
                continue;
            second.Headers.ETag.ShouldBe(first.Headers.ETag);
            (await second.Content.ReadAsByteArrayAsync()).ShouldBe(await first.Content.ReadAsByteArrayAsync());
            second.Headers.CacheControl.ShouldBe(first.Headers.CacheControl);
            second.Content.Headers.ContentType.ShouldBe(first.Content.Headers.ContentType);
            break;
        }

        using var again = await ledger.Client.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        using var known = await ledger.Client.SendAsync(request);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await known.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_about_a_person_and_nothing_about_the_past_is_kept()
    {
        var person = Guid.NewGuid();
        var id = await ledger.Registered("历史虚构中心");
        string[] addresses =
        [
            $"/api/v1/credit-hours/{person}/2024", $"/credit-hours/{person}/2024", "/api/v1/institutions?knownAt=1",
            $"/api/v1/institutions/{id}/history", "/api/v1/institutions/no-such-institution",
        ];
        foreach (var address in addresses)
        {
            var before = ledger.Kept.Store.Count;
            for (var time = 0; time < 3; time++)
                using (await ledger.Client.GetAsync(address)) { }
            ledger.Kept.Store.Count.ShouldBe(before, address);
        }
    }
}
