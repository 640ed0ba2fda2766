using System.Net;
using System.Text.RegularExpressions;

namespace Ledger.Host.Tests.Pages;

[Collection(OneLedger.Name)]
public sealed partial class PageTests(RunningLedger ledger)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/directory")]
    [InlineData("/directory?text=%E5%AD%A6&kind=public&validAt=2024-07-01")]
    [InlineData("/summaries/2024")]
    [InlineData("/law")]
    [InlineData("/credit-hours/7e57ab1e-0000-4000-8000-000000000001/2024")]
    public async Task Every_page_is_whole_without_script_and_says_so_to_the_browser(string address)
    {
        using var answer = await ledger.Client.GetAsync(address);
        var html = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        html.ShouldStartWith("<!DOCTYPE html>");
        html.ShouldContain("<html lang=\"zh-CN\">");
        html.ShouldNotContain("<script");
        html.ShouldNotContain(" style=");
        html.ShouldContain("href=\"#main\"");
        Regex.Count(html, "<h1>").ShouldBe(1);
        Regex.Count(html, "<table").ShouldBe(Regex.Count(html, "<caption>"));
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
    }

    [Fact]
    public async Task A_name_that_would_be_script_is_shown_and_not_run()
    {
        const string Name = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";
        var id = await ledger.Listed(Name);
        await ledger.CaughtUp();

        foreach (var address in (string[])[$"/institutions/{id}", $"/directory?validAt=2024-07-01&text={Uri.EscapeDataString(Name)}"])
        {
            var html = await ledger.Client.GetStringAsync(address);
            html.ShouldContain("&lt;script&gt;alert(");
            html.ShouldNotContain("<script");
            html.ShouldNotContain("<img");
        }
    }

    [Fact]
    public async Task An_institutions_page_tells_each_step_with_its_article_and_every_article_leads_to_its_words()
    {
        var id = await ledger.Listed("条款虚构中心");
        var decision = await ledger.Delisted(id);
        await ledger.CaughtUp();
        var html = await ledger.Client.GetStringAsync($"/institutions/{id}");

        html.ShouldContain("列入推荐目录并公布");
        html.ShouldContain("移出推荐目录");
        html.ShouldContain("赣人社发〔2024〕1号");
        html.ShouldContain($"/decisions/{decision}");
        var trail = await ledger.Client.GetStringAsync($"/decisions/{decision}");
        trail.ShouldContain($"<a href=\"/institutions/{id}\">");
        (html + trail).ShouldNotContain("Microsoft.");
        var law = await ledger.Client.GetStringAsync("/law");
        var cited = Anchors().Matches(html + trail)
            .Select(match => Uri.UnescapeDataString(match.Groups[1].Value)).Distinct().ToList();
        cited.Count.ShouldBeGreaterThan(3);
        foreach (var anchor in cited)
            law.ShouldContain($"id=\"{anchor}\"");
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/institutions/no-such", HttpStatusCode.NotFound)]
    [InlineData("/decisions/no-such", HttpStatusCode.NotFound)]
    [InlineData("/summaries/20x4", HttpStatusCode.NotFound)]
    [InlineData("/directory?validAt=2024-02-30", HttpStatusCode.BadRequest)]
    [InlineData("/directory?text=%FF", HttpStatusCode.BadRequest)]
    public async Task What_is_wrong_is_a_page_for_people_and_a_problem_for_programs(string address, HttpStatusCode status)
    {
        using var page = await ledger.Client.GetAsync(address);
        page.StatusCode.ShouldBe(status);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await page.Content.ReadAsStringAsync()).ShouldContain("返回首页");

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "application/json");
        using var problem = await ledger.Client.SendAsync(request);
        await problem.ShouldBeProblem(status);
    }

    [Fact]
    public async Task Pages_of_results_are_linked_and_keep_what_was_asked()
    {
        for (var number = 0; number < 3; number++)
            await ledger.Listed($"翻页靐虚构中心{number}");
        await ledger.CaughtUp();

        var first = await ledger.Client.GetStringAsync("/directory?text=%E7%BF%BB%E9%A1%B5%E9%9D%90&validAt=2024-07-01&limit=2");
        var next = WebUtility.HtmlDecode(NextPage().Match(first).Groups[1].Value);
        next.ShouldContain("validAt=2024-07-01");
        var second = await ledger.Client.GetStringAsync(next);

        Regex.Count(first, "<a href=\"/institutions/").ShouldBe(2);
        Regex.Count(second, "<a href=\"/institutions/").ShouldBe(1);
        NextPage().IsMatch(second).ShouldBeFalse();
    }

    [Fact]
    public async Task The_style_sheet_comes_out_of_the_assembly_and_may_be_kept_for_ever()
    {
        var address = StyleSheet().Match(await ledger.Client.GetStringAsync("/")).Groups[1].Value;
        using var answer = await ledger.Client.GetAsync(address);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
    }

    [GeneratedRegex("href=\"/law#([^\"]+)\"")]
    private static partial Regex Anchors();

    [GeneratedRegex("<a href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex NextPage();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex StyleSheet();
}
