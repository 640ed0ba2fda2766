using Ledger.Application.Codes;

namespace Ledger.Host.Tests.Pages;

[Collection(OneLedger.Name)]
public sealed class DivisionNameTests(RunningLedger ledger)
{
    [Fact]
    public async Task Figures_of_a_region_say_its_name_beside_its_code()
    {
        await Recognised("360102", 2019);
        await ledger.CaughtUp();

        var html = await ledger.Client.GetStringAsync("/summaries/2019");
        foreach (var (code, name) in (ReadOnlySpan<(string, string)>)
            [("360000", "江西省"), ("360100", "江西省/南昌市"), ("360102", "江西省/南昌市/东湖区")])
            html.ShouldMatch($"<span class=\"num\">{code}</span>\\s*{name}\\s*</td>");
        var city = await ledger.Get("/api/v1/annual-summaries/regions/360100/2019");
        city.GetProperty("divisionPath").GetString().ShouldBe("江西省/南昌市");
        city.GetProperty("figures").GetProperty("hours").GetDecimal().ShouldBe(30m);
        (await ledger.Get("/api/v1/annual-summaries/regions/990101/2019")).TryGetProperty("divisionPath", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_institutions_division_is_named()
    {
        var id = await ledger.Registered("区划虚构中心");
        await ledger.CaughtUp();
        (await ledger.Client.GetStringAsync($"/institutions/{id}")).ShouldContain("<dd>360000 江西省</dd>");
    }

    [Fact]
    public async Task A_list_loaded_while_the_service_runs_is_spoken_by_at_once()
    {
        const string Code = "369901";
        await Recognised(Code, 2018);
        await ledger.CaughtUp();
        (await ledger.Client.GetStringAsync("/summaries/2018")).ShouldContain($"<span class=\"num\">{Code}</span>");

        var day = new DateOnly(2025, 1, 1);
        await Load("代码,名称\n369900,虚构市\n369901,虚构旧区\n", day);
        (await ledger.Client.GetStringAsync("/summaries/2018")).ShouldContain("江西省/虚构市/虚构旧区");
        await Load("代码,名称\n369901,虚构新区\n", day);
        (await ledger.Client.GetStringAsync("/summaries/2018")).ShouldContain("江西省/虚构市/虚构新区");
    }

    private async Task Recognised(string division, int year)
    {
        var account = $"/credit-accounts/{Guid.NewGuid()}/{year}/entries";
        var (entry, day) = (Guid.NewGuid(), $"{year}-05-05");
        var said = new
        {
            form = "course",
            subject = "professional",
            hours = 30m,
            activity = "虚构培训班",
            from = day,
            to = day,
            division,
        };
        await ledger.Done(account, new { entry, on = day, by = "institution", said });
        await ledger.Done($"{account}/{entry}/recognition", new { on = $"{year}-05-10", by = Scenes.ProvincialHr, hours = 30 });
    }

    private async Task Load(string text, DateOnly day)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            var request = new CodeImportRequest(file, CodeRegisters.DivisionList, day, "虚构机关", Full: false);
            (await new CodeImport(ledger.Ledger.Database).Run(request, CancellationToken.None)).ShouldBeOfType<CodeImportResult.Done>();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
