using System.Net;
using Ledger.Domain.CreditAccounts;
using Ledger.Host.Commands;

namespace Ledger.Host.Tests.Commands;

[Collection(OneLedger.Name)]
public sealed class LawfulTests(RunningLedger ledger)
{
    [Fact]
    public void Every_command_has_one_route_but_for_what_only_an_import_or_the_ledger_itself_says()
    {
        var ofTheDesk = ledger.Ledger.Desk.UseCases.Where(useCase => !useCase.IsLedgersOwn && !useCase.IsReckoned)
            .Select(useCase => useCase.Command)
            .Where(command => command != typeof(CreditHoursReported));

        ofTheDesk.Select(command => command.Name).Order().ShouldBe(CommandRoute.All.Select(route => route.Command.Name).Order());
    }

    [Fact]
    public async Task A_listing_is_brought_to_its_end_by_the_whole_trail()
    {
        var institution = await ledger.Listed("除名虚构中心");
        var decision = await ledger.Delisted(institution);

        var trail = await ledger.Get($"/api/v1/decisions/{decision}");
        trail.GetProperty("facts").EnumerateArray().Select(fact => fact.GetProperty("type").GetString()).ShouldBe([
            "decision.opened.v1", "decision.evidence-attached.v1", "decision.notice-served.v1", "decision.statement-heard.v1",
            "decision.issued.v1",
        ]);
        var issued = trail.GetProperty("facts")[4];
        issued.GetProperty("article").GetProperty("article").GetString().ShouldBe("第二十五条");
        issued.GetProperty("document").GetString().ShouldBe("赣人社字〔2024〕88号");
        var delisted = await ledger.Get($"/api/v1/institutions/{institution}?validAt=2024-08-01");
        delisted.GetProperty("institution").GetProperty("entries").EnumerateArray().Last()
            .GetProperty("status").GetString().ShouldBe("delisted");
    }

    [Fact]
    public async Task Another_authority_is_refused_with_the_article_its_words_and_what_would_be_lawful()
    {
        var institution = await ledger.Listed("他机关虚构中心");
        using var answer = await ledger.Post($"/decisions/{Scenes.NewId("d")}", new
        {
            institution,
            listing = "l1",
            gravity = "serious",
            ground = "出具虚假学时证明",
            on = "2024-06-01",
            by = "hr-360100",
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var problem = await RunningLedger.Json(answer);
        problem.GetProperty("rule").GetString().ShouldBe("259:第二十五条");
        problem.GetProperty("documentNumber").GetString().ShouldBe("江西省人民政府令第259号");
        problem.GetProperty("words").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("mend").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("type").GetString()!.ShouldStartWith("urn:ledger:problem:");
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_what_is_too_early_is_422()
    {
        using var nobody = await ledger.Post($"/institutions/{Scenes.NewId("i")}/renamings", new { name = "无此虚构中心", on = "2024-02-01" });
        nobody.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var id = await ledger.Registered("过早虚构中心");
        using var early = await ledger.Post($"/institutions/{id}/renamings", new { name = "更早虚构中心", on = "2020-02-01" });
        early.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Hours_are_claimed_recognised_corrected_and_read_back()
    {
        var (person, entry, anew) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var account = $"/credit-accounts/{person}/2024/entries";
        var said = new
        {
            form = "course",
            subject = "professional",
            hours = 30m,
            activity = "虚构培训班",
            from = "2024-05-01",
            to = "2024-05-05",
            division = "360100",
        };
        await ledger.Done(account, new { entry, on = "2024-05-06", by = "institution", said });
        await ledger.Done($"{account}/{entry}/recognition", new { on = "2024-05-10", by = Scenes.ProvincialHr, hours = 30 });
        await ledger.Done($"{account}/{entry}/correction", new
        {
            on = "2024-05-20",
            by = Scenes.ProvincialHr,
            newEntry = anew,
            reason = "学时误记",
            said = said with { hours = 24.5m },
        });
        await ledger.CaughtUp();

        var year = await ledger.Get($"/api/v1/credit-hours/{person}/2024");
        year.GetProperty("total").GetDecimal().ShouldBe(24.5m);
        year.GetProperty("missing").GetDecimal().ShouldBe(65.5m);
        year.GetProperty("entries").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_actor_is_recorded_and_is_a_code()
    {
        var id = Scenes.NewId("i");
        using var named = await ledger.PostBytes(
            $"/institutions/{id}", "{}"u8.ToArray(), "application/json", "k", null, ("Ledger-Actor", "Zhang San"));
        var problem = await named.ShouldBeProblem(HttpStatusCode.BadRequest, "request.invalid");
        problem.Errors().ShouldContain(("Ledger-Actor", "header.actor"));

        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Scenes.Registration("身份虚构中心"));
        using var coded = await ledger.PostBytes(
            $"/institutions/{id}", body, "application/json", Guid.NewGuid().ToString(), null, ("Ledger-Actor", "clerk-7"));
        coded.StatusCode.ShouldBe(HttpStatusCode.Created);
        var history = await ledger.Get($"/api/v1/institutions/{id}/history");
        history.GetProperty("facts")[0].GetProperty("actor").GetString().ShouldBe("clerk-7");
    }
}
