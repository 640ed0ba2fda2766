using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Host.Pages;
using Ledger.Host.Wording;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Tests.Pages;

[Collection(OneLedger.Name)]
public sealed partial class TimelinePageTests(RunningLedger ledger)
{
    /// <summary>Bytes of the page of an institution with a thousand facts: what a poor connection carries in a few seconds.</summary>
    private const int LargestPageBytes = 400 * 1024;

    [Fact]
    public async Task Every_link_of_the_timeline_leads_to_a_page_and_keeps_the_other_time()
    {
        var id = await ledger.Listed("链接虚构中心");
        await ledger.CaughtUp();
        var position = (await ledger.Get($"/api/v1/institutions/{id}/history")).GetProperty("position").GetInt64();
        var html = await ledger.Client.GetStringAsync($"/institutions/{id}?validAt=2024-02-20&knownAt={position}");

        html.ShouldContain($"以下为 <strong class=\"num\">2024-02-20</strong> 的情况，按位置 {position} 时所知。");
        html.ShouldContain($"<a href=\"/institutions/{id}\">回到现在</a>");
        html.ShouldContain($"<a href=\"/institutions/{id}/diff?from=2024-02-10&amp;to=2024-02-20\">比较两个时间</a>");
        html.ShouldContain($"<input type=\"hidden\" name=\"knownAt\" value=\"{position}\"");
        var links = Links().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))
            .Where(link => link.StartsWith($"/institutions/{id}?", StringComparison.Ordinal)).Distinct().ToList();
        links.Count.ShouldBeGreaterThan(12);
        foreach (var link in links)
        {
            link.ShouldMatch("knownAt=|validAt=2024-02-20");
            using var answer = await ledger.Client.GetAsync(link);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, link);
        }

        foreach (var day in (string[])["2024-01-01", "2024-01-10", "2024-01-20", "2024-02-10", "2024-02-20", "2024-03-01"])
            links.ShouldContain($"/institutions/{id}?validAt={day}&knownAt={position}");
    }

    [Fact]
    public async Task Each_fact_leads_to_its_proof_and_its_record_and_says_when_it_was_told_late()
    {
        var id = await ledger.Listed("存证虚构中心");
        await SealedLogs.LogTests.SealedTo(ledger);
        await ledger.CaughtUp();
        var facts = (await ledger.Get($"/api/v1/institutions/{id}/history")).GetProperty("facts");

        var html = await ledger.Client.GetStringAsync($"/institutions/{id}");

        foreach (var fact in facts.EnumerateArray().Select(fact => fact.GetProperty("position").GetInt64()))
        {
            html.ShouldContain($"<a href=\"/log/proof/{fact}\">验证材料</a>");
            html.ShouldContain($"<a href=\"/log/entry/{fact}\">原始记录</a>");
        }

        Regex.Count(html, "记入晚于生效 [\\d,]+ 天").ShouldBe(facts.GetArrayLength());
        facts[0].TryGetProperty("daysTillRecorded", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_above_the_last_seal_has_no_proof_to_offer_yet()
    {
        var services = new ServiceCollection().BuildServiceProvider();
        var renderer = new PageRenderer(services, NullLoggerFactory.Instance);

        IReadOnlyList<FactStory> facts = [Given.Fact(Given.Day("2024-06-01"), 7), Given.Fact(Given.Day("2024-06-01"), 8)];
        var html = await renderer.Render(typeof(HistoryTable), new Dictionary<string, object?>
        {
            [nameof(HistoryTable.Facts)] = facts,
            [nameof(HistoryTable.Caption)] = "沿革",
            [nameof(HistoryTable.SealedTo)] = 7L,
        });

        html.ShouldContain("/log/proof/7");
        html.ShouldNotContain("/log/proof/8");
        Regex.Count(html, "尚未封存").ShouldBe(1);
        html.ShouldNotContain("记入晚于生效");
    }

    [Theory]
    [InlineData("1980-01-01", "当日尚无名称")]
    [InlineData("2024-01-09", "没有可以列出的事实")]
    [InlineData("2099-12-31", "在列")]
    public async Task Days_before_the_first_fact_and_far_after_the_last_have_their_page(string day, string said)
    {
        var id = await ledger.Listed("远日虚构中心");
        await ledger.CaughtUp();

        var html = await ledger.Client.GetStringAsync($"/institutions/{id}?validAt={day}");

        html.ShouldContain(said);
        html.ShouldContain($"<strong class=\"num\">{day}</strong>");
    }

    [Fact]
    public async Task A_listing_that_begins_later_is_not_said_to_be_in_force()
    {
        var id = await ledger.Listed("未到虚构中心");
        await ledger.CaughtUp();

        var html = await ledger.Client.GetStringAsync($"/institutions/{id}?validAt=2024-02-29");

        html.ShouldContain("不在推荐目录");
        html.ShouldContain("此后在列");
        html.ShouldNotContain("<span class=\"tag good\">");
    }

    [Fact]
    public async Task From_a_position_one_goes_on_to_what_was_recorded_next_and_the_page_at_it_stays_the_same()
    {
        var id = await ledger.Listed("逐次虚构中心");
        await ledger.CaughtUp();
        var facts = (await ledger.Get($"/api/v1/institutions/{id}/history")).GetProperty("facts");
        var (third, fourth) = (facts[2].GetProperty("position").GetInt64(), facts[3].GetProperty("position").GetInt64());
        var address = $"/institutions/{id}?validAt=2024-07-01&knownAt={third}";
        var before = await ledger.Client.GetStringAsync(address);

        await ledger.Done($"/institutions/{id}/renamings", new { name = "后来虚构中心", on = "2024-05-01" });
        await ledger.CaughtUp();

        (await ledger.Client.GetStringAsync(address)).ShouldBe(before);
        (await Later($"/institutions/{id}/later?validAt=2024-07-01&knownAt={third}"))
            .ShouldBe($"/institutions/{id}?validAt=2024-07-01&knownAt={fourth}");
        var head = await ledger.Ledger.Store.Head(CancellationToken.None);
        (await Later($"/institutions/{id}/later?knownAt={head}")).ShouldBe($"/institutions/{id}");
        (await Later($"/institutions/{id}/later?validAt=2024-07-01")).ShouldBe($"/institutions/{id}?validAt=2024-07-01");
    }

    [Theory]
    [InlineData("/institutions/{id}?page=0", HttpStatusCode.BadRequest)]
    [InlineData("/institutions/{id}?page=x", HttpStatusCode.BadRequest)]
    [InlineData("/institutions/{id}?page=99", HttpStatusCode.OK)]
    [InlineData("/institutions/{id}/later?knownAt=x", HttpStatusCode.BadRequest)]
    [InlineData("/institutions/no-such/later", HttpStatusCode.NotFound)]
    [InlineData("/decisions/no-such/later?knownAt=1", HttpStatusCode.NotFound)]
    [InlineData("/decisions/{id}?page=1", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_asked_is_said(string form, HttpStatusCode status)
    {
        var id = await ledger.Registered("问错虚构中心");
        await ledger.CaughtUp();

        using var answer = await ledger.Client.GetAsync(form.Replace("{id}", id, StringComparison.Ordinal));

        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_thousand_facts_fit_a_page_and_none_is_out_of_reach()
    {
        const int Facts = 1_000;
        var id = await ledger.RenamedOften(Facts);

        var seen = new HashSet<string>();
        for (var address = $"/institutions/{id}"; address.Length > 0;)
        {
            var html = await ledger.Client.GetStringAsync(address);
            Encoding.UTF8.GetByteCount(html).ShouldBeLessThan(LargestPageBytes, address);
            html.ShouldNotContain("<script");
            seen.UnionWith(Rows().Matches(html).Select(match => match.Groups[1].Value));
            address = WebUtility.HtmlDecode(Earlier().Match(html).Groups[1].Value);
        }

        seen.Count.ShouldBe(Facts);
        var year = await ledger.Client.GetStringAsync($"/institutions/{id}?validAt=2019-06-01");
        Regex.Count(year, "<li>\\s*<a href=\"[^\"]+validAt=2019-").ShouldBeGreaterThan(90);
        year.ShouldContain("个时期");
    }

    [Fact]
    public async Task A_name_that_would_be_markup_is_shown_on_the_track_as_it_is()
    {
        const string Name = "</title></svg><script>alert(1)</script>";
        var id = await ledger.Listed(Name);
        await ledger.CaughtUp();

        var html = await ledger.Client.GetStringAsync($"/institutions/{id}");

        html.ShouldContain("&lt;/title&gt;&lt;/svg&gt;&lt;script&gt;");
        html.ShouldNotContain("<script");
        Regex.Count(html, "<svg").ShouldBe(Regex.Count(html, "</svg>"));
        html.ShouldNotContain(" style=");
    }

    [Fact]
    public async Task A_decisions_page_tells_its_steps_in_order_what_is_missing_and_what_came_of_it()
    {
        var id = await ledger.Listed("过程虚构中心");
        var decision = await ledger.Delisted(id);
        await ledger.CaughtUp();
        var effect = (await ledger.Get($"/api/v1/institutions/{id}/history")).GetProperty("facts").EnumerateArray()
            .Single(fact => fact.GetProperty("type").GetString() == "institution.delisted.v1").GetProperty("position").GetInt64();

        var html = await ledger.Client.GetStringAsync($"/decisions/{decision}");

        Steps().Matches(html).Select(match => match.Groups[1].Value.Trim())
            .ShouldBe(["立案", "附入证据", "送达事先告知", "听取陈述和申辩", "作出决定", "送达决定"]);
        html.ShouldContain("尚未送达决定");
        html.ShouldContain($"<a href=\"/institutions/{id}?validAt=2024-08-01#p{effect}\">");
        (await ledger.Client.GetStringAsync($"/institutions/{id}?validAt=2024-08-01")).ShouldContain($"id=\"p{effect}\"");
        var then = await ledger.Client.GetStringAsync($"/decisions/{decision}?validAt=2024-06-04");
        then.ShouldContain("尚未送达告知");
        then.ShouldContain("以下为 <strong class=\"num\">2024-06-04</strong> 的情况，按现在所知。");
        then.ShouldContain($"<a href=\"/institutions/{id}?validAt=2024-06-04\">过程虚构中心</a>");
        then.ShouldNotContain("后果");
        (await ledger.Client.GetStringAsync($"/decisions/{decision}?validAt=2024-05-31")).ShouldContain("当日尚未立案");
    }

    private async Task<string> Later(string address)
    {
        using var answer = await ledger.Client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!.ToString();
    }

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<tr id=\"p(\\d+)\"")]
    private static partial Regex Rows();

    [GeneratedRegex("<a href=\"([^\"]+)\" rel=\"prev\"")]
    private static partial Regex Earlier();

    [GeneratedRegex("<h3>(?:<span class=\"num\">[^<]*</span>)?([^<]+)</h3>")]
    private static partial Regex Steps();
}
