using System.Net;
using Ledger.Application.Commands;
using Ledger.Domain.Institutions;
using Ledger.Domain.Kernel;
using Ledger.Host.Commands;

namespace Ledger.Host.Tests.Commands;

/// <summary>Orders, plans and bases through the interface, and what the ledger notes of them itself.</summary>
[Collection(OneLedger.Name)]
public sealed class TermTests(RunningLedger ledger)
{
    private static readonly object[] Papers =
    [
        new { kind = "工作总结", sha256 = new string('a', 64) }, new { kind = "工作计划", sha256 = new string('b', 64) },
    ];

    [Fact]
    public void No_route_leads_to_what_the_ledger_alone_notes() => CommandRoute.All
        .Where(route => route.Command.IsAssignableTo(typeof(ILedgerCommand))).ShouldBeEmpty();

    [Fact]
    public async Task Nobody_writes_in_the_ledgers_own_name()
    {
        using var answer = await ledger.PostBytes(
            $"/institutions/{Scenes.NewId("i")}", "{}"u8.ToArray(), "application/json", "k", null, ("Ledger-Actor", "ledger"));
        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "request.invalid");
        problem.Errors().ShouldContain(("Ledger-Actor", "header.actor-ledger"));
    }

    [Fact]
    public async Task A_plan_is_handed_in_returned_and_handed_in_again_late()
    {
        var id = await ledger.Listed("计划虚构中心");
        await ledger.Done($"/institutions/{id}/plans", new { plan = "p1", year = 2025, on = "2024-12-20", evidence = Papers });
        await ledger.Done($"/institutions/{id}/plans/p1/review", new
        {
            approved = false,
            reason = "缺少经费安排",
            on = "2024-12-28",
            by = Scenes.ProvincialHr,
        });
        await ledger.Done($"/institutions/{id}/plans", new { plan = "p2", year = 2025, on = "2025-01-15", evidence = Papers });

        var html = await ledger.Client.GetStringAsync($"/institutions/{id}");
        html.ShouldContain("2025 年度工作计划 p1");
        html.ShouldContain("已退回");
        html.ShouldContain("2025-01-15 报送，逾期");
        html.ShouldContain("报送工作总结和下一年度工作计划");
        html.ShouldContain("15 天");
    }

    [Fact]
    public async Task A_base_is_selected_with_its_numbers_and_reviewed_for_a_further_cycle()
    {
        var id = await ledger.Listed("基地虚构中心");
        var selection = new Dictionary<string, object>
        {
            ["base"] = "b1",
            ["baseLevel"] = "provincial",
            ["listing"] = "l1",
            ["on"] = "2024-04-01",
            ["by"] = Scenes.ProvincialHr,
        };
        using (var refused = await ledger.Post($"/institutions/{id}/bases", selection))
            await refused.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "base.too-few-trainees");
        await ledger.Done($"/institutions/{id}/bases", new Dictionary<string, object>(selection) { ["trainedYearly"] = 1_800 });
        await ledger.Done($"/institutions/{id}/bases/b1/reviews", new
        {
            kept = true,
            opinion = "示范作用明显",
            on = "2026-03-10",
            by = Scenes.ProvincialHr,
        });

        var html = await ledger.Client.GetStringAsync($"/institutions/{id}");
        html.ShouldContain("省级继续教育基地 b1");
        html.ShouldContain("2027-04-02 至 2030-04-01");
        var before = await ledger.Client.GetStringAsync($"/institutions/{id}?validAt=2025-01-01");
        before.ShouldContain("2024-04-01 至 2027-04-01");
    }

    [Fact]
    public async Task Of_a_day_to_come_nobody_is_called_overdue()
    {
        var id = await ledger.Listed("来日虚构中心");
        await ledger.Done($"/institutions/{id}/corrections", new
        {
            order = "o1",
            ground = "未公布收费项目",
            deadline = "2098-06-01",
            on = "2024-05-01",
            by = Scenes.ProvincialHr,
        });

        (await ledger.Client.GetStringAsync($"/institutions/{id}?validAt=2099-01-01")).ShouldContain("改正期内");
    }

    [Fact]
    public async Task What_the_ledger_noted_is_told_on_the_page_as_its_own()
    {
        var id = await ledger.Listed("逾期虚构中心");
        await ledger.Done($"/institutions/{id}/corrections", new
        {
            order = "o1",
            ground = "未公布收费项目",
            deadline = "2024-06-01",
            on = "2024-05-01",
            by = Scenes.ProvincialHr,
        });
        var noted = await ledger.Ledger.Desk.Handle(
            new NoteOverdueCorrection(id, "o1", new DateOnly(2024, 6, 2)), new CommandContext(Actor.Ledger), CancellationToken.None);
        noted.ShouldBeOfType<CommandAnswer.Done>();

        var html = await ledger.Client.GetStringAsync($"/institutions/{id}");
        html.ShouldContain("期限已过，未见结论");
        html.ShouldContain("改正期限已过，未见验收结论");
        html.ShouldContain("账本自行记载");
        (await ledger.Client.GetStringAsync($"/institutions/{id}?validAt=2024-06-01")).ShouldContain("改正期内");

        await ledger.Done($"/institutions/{id}/corrections/o1/acceptance", new { on = "2024-06-05", by = Scenes.ProvincialHr });
        (await ledger.Client.GetStringAsync($"/institutions/{id}")).ShouldContain("已改正，期限后验收");
    }
}
