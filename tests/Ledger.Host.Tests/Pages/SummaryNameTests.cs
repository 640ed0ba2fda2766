namespace Ledger.Host.Tests.Pages;

[Collection(OneLedger.Name)]
public sealed class SummaryNameTests(RunningLedger ledger)
{
    [Fact]
    public async Task Figures_of_an_institution_say_its_name_and_one_that_never_registered_has_no_link()
    {
        const int Year = 2017;
        var id = await ledger.Registered("统计虚构中心");
        await Recognised(id, Year, 1_234.5m);
        await Recognised("never-registered", Year, 8m);
        await ledger.CaughtUp();

        var html = await ledger.Client.GetStringAsync($"/summaries/{Year}");

        html.ShouldMatch($"<span class=\"num\">{id}</span>\\s*<a href=\"/institutions/{id}\">统计虚构中心</a>");
        html.ShouldContain("<span class=\"num\">never-registered</span>");
        html.ShouldNotContain("/institutions/never-registered");
        html.ShouldContain(">1,234.5</td>");
    }

    /// <summary>In two entries, because one has a limit.</summary>
    private async Task Recognised(string provider, int year, decimal all)
    {
        var (account, day) = ($"/credit-accounts/{Guid.NewGuid()}/{year}/entries", $"{year}-05-05");
        foreach (var hours in new[] { Math.Min(all, 1_000m), all - 1_000m }.Where(hours => hours > 0))
        {
            var entry = Guid.NewGuid();
            var said = new
            {
                form = "course",
                subject = "professional",
                hours,
                activity = $"虚构培训班{hours}",
                from = day,
                to = day,
                provider,
            };
            await ledger.Done(account, new { entry, on = day, by = "institution", said });
            await ledger.Done($"{account}/{entry}/recognition", new { on = $"{year}-05-10", by = Scenes.ProvincialHr, hours });
        }
    }
}
