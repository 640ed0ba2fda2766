using System.Text;
using OpenQA.Selenium;

namespace Ledger.Host.Tests.Pages;

/// <summary>An auditor steps through the days and through what was known, in a browser that runs no script.</summary>
[Collection(OneLedger.Name)]
public sealed class TimelineJourneyTests(RunningLedger ledger, ScriptlessBrowser browser)
    : IClassFixture<ScriptlessBrowser>, IAsyncLifetime
{
    private static (string Institution, string Decision, string Crowded)? made;
    private string institution = "";
    private string decision = "";
    private string crowded = "";
    private long known;

    public async Task InitializeAsync()
    {
        made ??= await Make();
        (institution, decision, crowded) = made.Value;
        known = await ledger.Ledger.Store.Head(CancellationToken.None);
        browser.AsDesk();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Script_is_turned_off()
    {
        browser.Page.Navigate().GoToUrl("data:text/html,<title>still</title><script>document.title='ran'</script>");

        browser.Page.Title.ShouldBe("still");
    }

    [Fact]
    public void The_slider_is_walked_by_clicks_alone_and_what_is_in_force_changes()
    {
        Open($"/institutions/{institution}");
        OnTheDay().ShouldContain("已移出推荐目录");

        Step("‹ 前一事项", "validAt=2024-09-01");
        Step("‹ 前一事项", "validAt=2024-08-01");
        OnTheDay().ShouldContain("已移出推荐目录");
        Step("‹ 前一事项", "validAt=2024-06-01");
        OnTheDay().ShouldContain("在列");
        OnTheDay().ShouldContain("新湖虚构学院");
        browser.Picture("timeline-2024-06-01");
        Step("‹ 前一事项", "validAt=2024-05-01");
        Step("‹ 前一事项", "validAt=2024-03-01");
        OnTheDay().ShouldContain("旧湖虚构培训中心");
        Step("‹ 前一事项", "validAt=2024-02-20");
        OnTheDay().ShouldContain("不在推荐目录");
        Step("后一事项", "validAt=2024-03-01");
        OnTheDay().ShouldContain("在列");
        Step("‹ 前一年", "validAt=2023-03-01");
        OnTheDay().ShouldContain("当日尚无名称");
        browser.Page.FindElement(By.CssSelector(".times")).Text.ShouldContain("以下为 2023-03-01 的情况，按现在所知");
        browser.Picture("timeline-before");
        browser.Page.FindElement(By.LinkText("回到现在")).Click();
        Arrived($"/institutions/{institution}");
        browser.Page.FindElements(By.CssSelector(".times")).ShouldBeEmpty();
        browser.ConsoleErrors().ShouldBeEmpty();
    }

    [Fact]
    public void A_mark_on_the_track_and_a_day_in_the_list_lead_to_the_same_day()
    {
        Open($"/institutions/{institution}");
        browser.Page.FindElement(By.CssSelector(".track .mark[href$='validAt=2024-05-01'] circle")).Click();
        Arrived("validAt=2024-05-01");
        browser.Page.FindElement(By.CssSelector(".stops [aria-current='date']")).Text.ShouldStartWith("05-01");
        browser.Page.FindElement(By.CssSelector(".track .mark.now title")).GetDomProperty("textContent")
            .ShouldNotBeNull().ShouldContain("变更名称");

        browser.Page.FindElement(By.LinkText("2024 年")).Click();
        Arrived("validAt=2024-01-01");
        browser.Page.FindElement(By.CssSelector(".stops [aria-current='date']")).Text.ShouldBe("2024 年");
    }

    [Fact]
    public void What_was_known_is_stepped_through_and_the_day_stays()
    {
        Open($"/institutions/{institution}?validAt=2024-10-01");
        browser.Page.FindElement(By.CssSelector(".known summary")).Click();
        browser.Page.FindElements(By.CssSelector(".recordings a"))[^3].Click();
        Arrived("knownAt=");
        browser.Page.Url.ShouldContain("validAt=2024-10-01");
        OnTheDay().ShouldContain("在列");
        browser.Page.FindElement(By.CssSelector(".recordings [aria-current='step']")).Displayed.ShouldBeTrue();
        browser.Picture("timeline-known");

        var at = browser.Page.Url;
        browser.Page.FindElement(By.LinkText("‹ 前一次记入")).Click();
        Away(at);
        browser.Page.FindElement(By.LinkText("后一次记入 ›")).Click();
        SpinWait.SpinUntil(() => browser.Page.Url == at, TimeSpan.FromSeconds(20)).ShouldBeTrue(browser.Page.Url);
        browser.Page.FindElement(By.LinkText("现在所知")).Click();
        Arrived("?validAt=2024-10-01");
        OnTheDay().ShouldContain("已移出推荐目录");
    }

    [Fact]
    public void A_day_is_chosen_by_keyboard_and_what_was_known_stays()
    {
        var before = $"/institutions/{institution}?validAt=2024-05-15&knownAt={known}";
        Open(before);

        // Up makes it a month or a year later, as the machine's language has the parts of a date.
        browser.Page.FindElement(By.Id("validAt")).SendKeys(Keys.ArrowUp + Keys.Enter);

        Away(new Uri(ledger.Url, before).ToString());
        browser.Page.Url.ShouldContain($"knownAt={known}");
        browser.Page.Url.ShouldMatch("validAt=(2024-06-15|2025-05-15|2024-05-16)");
    }

    [Fact]
    public void A_thousand_facts_are_walked_by_year_and_by_day()
    {
        Open($"/institutions/{crowded}");
        browser.Page.FindElement(By.LinkText("2019 年")).Click();
        Arrived("validAt=2019-01-01");
        browser.Page.FindElements(By.CssSelector(".stops ol ol a")).Count.ShouldBeInRange(90, 366);
        browser.Picture("timeline-crowded");
        browser.Page.FindElements(By.CssSelector(".stops ol ol a"))[40].Click();
        Arrived("validAt=2019-0");
        browser.Page.FindElements(By.CssSelector("[aria-current='date']")).Count.ShouldBe(2);
    }

    [Fact]
    public void From_the_decision_one_comes_to_the_fact_that_it_left_on_the_institution()
    {
        Open($"/decisions/{decision}");
        browser.Picture("trail");
        browser.Page.FindElement(By.PartialLinkText("移出推荐目录，2024-08-01")).Click();
        Arrived("#p");

        browser.Page.FindElement(By.CssSelector("tr:target")).Text.ShouldContain(decision);
    }

    [Theory]
    [InlineData("/institutions/{institution}")]
    [InlineData("/institutions/{institution}?validAt=1980-01-01")]
    [InlineData("/institutions/{institution}?validAt=2099-12-31&knownAt={known}")]
    [InlineData("/institutions/{crowded}?validAt=2020-06-01")]
    [InlineData("/decisions/{decision}")]
    public void On_a_phone_nothing_scrolls_sideways_and_it_prints(string form)
    {
        browser.AsPhone();
        Open(form.Replace("{institution}", institution, StringComparison.Ordinal)
            .Replace("{known}", known.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{decision}", decision, StringComparison.Ordinal).Replace("{crowded}", crowded, StringComparison.Ordinal));

        Convert.ToInt64(browser.Page.ExecuteScript("return document.documentElement.scrollWidth"), null).ShouldBeLessThanOrEqualTo(390);
        browser.Picture($"phone-{form.Split('/', '?')[1]}-{form.Length}");
        var paper = browser.Page.Print(new PrintOptions()).AsByteArray;
        Encoding.ASCII.GetString(paper, 0, 5).ShouldBe("%PDF-");

        browser.AsPaper();
        browser.Page.FindElements(By.CssSelector(".track svg, ol.trail")).ShouldAllBe(drawn => drawn.Displayed);
        browser.Page.FindElements(By.CssSelector(".track svg, ol.trail")).ShouldNotBeEmpty();
        browser.Page.FindElements(By.CssSelector("form, nav, .known")).ShouldAllBe(control => !control.Displayed);
        browser.Picture($"paper-{form.Split('/', '?')[1]}-{form.Length}");
    }

    private void Open(string address) => browser.Page.Navigate().GoToUrl(new Uri(ledger.Url, address));

    private void Step(string words, string arrived)
    {
        browser.Page.FindElement(By.PartialLinkText(words)).Click();
        Arrived(arrived);
    }

    private string OnTheDay() => browser.Page.FindElement(By.CssSelector(".then")).Text;

    private void Arrived(string part) => SpinWait.SpinUntil(
        () => browser.Page.Url.Contains(part, StringComparison.Ordinal) && browser.Page.FindElements(By.TagName("footer")).Count > 0,
        TimeSpan.FromSeconds(20)).ShouldBeTrue(part);

    private void Away(string from) =>
        SpinWait.SpinUntil(() => browser.Page.Url != from, TimeSpan.FromSeconds(20)).ShouldBeTrue(from);

    private async Task<(string Institution, string Decision, string Crowded)> Make()
    {
        var id = await ledger.Listed("旧湖虚构培训中心");
        await ledger.Done($"/institutions/{id}/renamings", new { name = "新湖虚构学院", on = "2024-05-01" });
        await ledger.Done($"/institutions/{id}/warnings", new
        {
            warning = "w1",
            ground = "未按备案的计划举办",
            on = "2024-09-01",
            by = Scenes.ProvincialHr,
        });
        var delisted = await ledger.Delisted(id);
        await ledger.CaughtUp();
        return (id, delisted, await ledger.RenamedOften(1_000));
    }
}
