using System.Globalization;
using System.Text;
using OpenQA.Selenium;

namespace Ledger.Host.Tests.Pages;

/// <summary>What people do, in a real browser.</summary>
[Collection(OneLedger.Name)]
public sealed class JourneyTests(RunningLedger ledger, Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private string institution = "";
    private string decision = "";
    private string person = "";

    /// <summary>A listed institution that was renamed, and one that was delisted; one set for all journeys.</summary>
    private static (string Institution, string Decision, string Person)? made;

    public async Task InitializeAsync()
    {
        made ??= await Make();
        (institution, decision, person) = made.Value;
        browser.AsDesk();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void An_old_name_typed_on_the_first_page_leads_to_the_institution_under_its_new_one()
    {
        Open("/");
        browser.Picture("home");
        var search = browser.Page.FindElement(By.Id("text"));
        search.SendKeys("旧庐虚构");
        search.Submit();
        Arrived("text=");

        browser.Page.FindElement(By.CssSelector("td .former")).Text.ShouldBe("曾用名：旧庐虚构培训中心");
        browser.Picture("directory");
        browser.Page.FindElement(By.LinkText("新庐虚构继续教育学院")).Click();
        Arrived("/institutions/");

        browser.Page.FindElement(By.TagName("h1")).Text.ShouldBe("新庐虚构继续教育学院");
        browser.Page.PageSource.ShouldContain("旧庐虚构培训中心");
        browser.Picture("institution");
        Quiet();
    }

    [Fact]
    public void The_search_is_reached_and_sent_by_keyboard_alone()
    {
        Open("/directory");
        for (var tab = 0; tab < 12 && browser.Page.SwitchTo().ActiveElement().GetAttribute("id") != "text"; tab++)
            browser.Page.SwitchTo().ActiveElement().SendKeys(Keys.Tab);

        browser.Page.SwitchTo().ActiveElement().GetAttribute("id").ShouldBe("text");
        browser.Page.SwitchTo().ActiveElement().SendKeys("新庐虚构" + Keys.Enter);
        Arrived("text=");
        browser.Page.FindElement(By.LinkText("新庐虚构继续教育学院")).Displayed.ShouldBeTrue();
        Quiet();
    }

    [Fact]
    public void The_first_tab_offers_to_skip_to_the_text()
    {
        Open("/directory");
        browser.Page.FindElement(By.TagName("body")).SendKeys(Keys.Tab);

        browser.Page.SwitchTo().ActiveElement().Text.ShouldBe("跳到正文");
        browser.Page.SwitchTo().ActiveElement().Location.X.ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void A_cited_article_leads_to_its_words()
    {
        Open($"/decisions/{decision}");
        browser.Picture("decision");
        browser.Page.FindElement(By.CssSelector("a[href^='/law#']")).Click();
        Arrived("/law#");

        browser.Page.FindElement(By.CssSelector("section:target .article")).Text.ShouldNotBeEmpty();
        Quiet();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/directory?validAt=2024-07-01")]
    [InlineData("/institutions/{institution}")]
    [InlineData("/decisions/{decision}")]
    [InlineData("/credit-hours/{person}/2024")]
    [InlineData("/summaries/2024")]
    [InlineData("/law")]
    [InlineData("/nowhere")]
    public void On_a_phone_no_page_scrolls_sideways(string form)
    {
        browser.AsPhone();
        Open(Address(form));

        Run<long>("return document.documentElement.scrollWidth").ShouldBeLessThanOrEqualTo(390);
        browser.Picture("phone-" + Name(form));
        if (form != "/nowhere")
            Quiet();
        else
            browser.ConsoleErrors();
    }

    [Theory]
    [InlineData("/institutions/{institution}")]
    [InlineData("/law")]
    [InlineData("/credit-hours/{person}/2024")]
    public void A_page_prints(string form)
    {
        Open(Address(form));
        browser.Picture("desk-" + Name(form));

        var paper = browser.Page.Print(new PrintOptions());

        Encoding.ASCII.GetString(paper.AsByteArray, 0, 5).ShouldBe("%PDF-");
        paper.AsByteArray.Length.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void Text_stands_out_from_its_ground_by_four_and_a_half_to_one()
    {
        const string Contrast = """
            const part = x => x / 255 <= .03928 ? x / 255 / 12.92 : ((x / 255 + .055) / 1.055) ** 2.4;
            const light = colour => {
                const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
                return .2126 * part(r) + .7152 * part(g) + .0722 * part(b);
            };
            const ground = element => {
                for (; element; element = element.parentElement) {
                    const colour = getComputedStyle(element).backgroundColor;
                    if (!/, 0\)$/.test(colour)) return colour;
                }
                return 'rgb(255, 255, 255)';
            };
            const contrast = element => {
                const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
                return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            };
            const isText = node => node.nodeType === 3 && node.data.trim();
            const hasText = element => element.offsetParent && [...element.childNodes].some(isText);
            return Math.min(...[...document.querySelectorAll('body *')].filter(hasText).map(contrast));
            """;
        string[] forms =
        [
            "/", "/directory", "/institutions/{institution}?validAt=2024-05-01", "/decisions/{decision}",
            "/credit-hours/{person}/2024", "/law",
        ];
        foreach (var form in forms)
        {
            Open(Address(form));
            Convert.ToDouble(Run<object>(Contrast), CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(4.5, form);
        }
    }

    private void Open(string address) => browser.Page.Navigate().GoToUrl(new Uri(ledger.Url, address));

    /// <summary>A key or a click returns before the next page is there; what is found on the old one is gone a moment later.</summary>
    private void Arrived(string part) =>
        SpinWait.SpinUntil(() => IsThere(part), TimeSpan.FromSeconds(20)).ShouldBeTrue(part);

    private bool IsThere(string part) =>
        browser.Page.Url.Contains(part, StringComparison.Ordinal) && Run<string>("return document.readyState") == "complete";

    private void Quiet()
    {
        browser.ConsoleErrors().ShouldBeEmpty();
        browser.Page.FindElements(By.TagName("script")).ShouldBeEmpty();
    }

    private T Run<T>(string script) => (T)browser.Page.ExecuteScript(script)!;

    private string Address(string form) => form.Replace("{institution}", institution, StringComparison.Ordinal)
        .Replace("{decision}", decision, StringComparison.Ordinal).Replace("{person}", person, StringComparison.Ordinal);

    private static string Name(string form) => form.Split('/', '?')[1] is { Length: > 0 } name ? name : "home";

    private async Task<(string Institution, string Decision, string Person)> Make()
    {
        var listed = await ledger.Listed("旧庐虚构培训中心");
        await ledger.Done($"/institutions/{listed}/renamings", new { name = "新庐虚构继续教育学院", on = "2024-05-01" });
        await ledger.Done($"/institutions/{listed}/warnings", new
        {
            warning = "w1",
            ground = "未按备案的计划举办",
            on = "2024-09-01",
            by = Scenes.ProvincialHr,
        });
        var delisted = await ledger.Delisted(await ledger.Listed("除名庐虚构培训中心"));
        var (who, entry) = (Guid.NewGuid(), Guid.NewGuid());
        await ledger.Done($"/credit-accounts/{who}/2024/entries", new
        {
            entry,
            on = "2024-05-06",
            by = "institution",
            said = new
            {
                form = "online",
                subject = "professional",
                hours = 36.5m,
                activity = "虚构的数字经济专题研修班",
                provider = listed,
                from = "2024-05-01",
                to = "2024-05-05",
                division = "360100",
            },
        });
        await ledger.Done($"/credit-accounts/{who}/2024/entries/{entry}/recognition", new
        {
            on = "2024-05-10",
            by = Scenes.ProvincialHr,
            hours = 36.5m,
        });
        await ledger.CaughtUp();
        return (listed, delisted, who.ToString());
    }
}
