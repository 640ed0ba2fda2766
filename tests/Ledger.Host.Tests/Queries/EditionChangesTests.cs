using System.Net;
using System.Text.Json;

namespace Ledger.Host.Tests.Queries;

[Collection(OneLedger.Name)]
public sealed class EditionChangesTests(RunningLedger ledger)
{
    [Fact]
    public async Task An_edition_says_what_it_changed()
    {
        var list = await ledger.ImportedTwice();

        var answer = await ledger.Get($"/api/v1/lists/{list}/editions/2026-06-17/changes");
        answer.GetProperty("edition").GetProperty("renamed").GetInt32().ShouldBe(1);
        Rows(answer).ShouldBe(
        [
            ("added", "A5", "戊虚构学院", null, null), ("renamed", "A1", "甲虚构大学", "甲虚构学院", "甲虚构大学"),
            ("authorityChanged", "A2", "乙虚构学院", "虚构厅", "虚构委"), ("removed", "A4", "丁虚构学院", null, null),
        ]);
        answer.TryGetProperty("next", out _).ShouldBeFalse();
        Rows(await ledger.Get($"/api/v1/lists/{list}/editions/2025-06-20/changes")).Select(row => row.Kind)
            .ShouldBe(["added", "added", "added", "added"]);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    public async Task Pages_by_cursor_have_no_gap_and_no_double(int limit, int pages)
    {
        var list = await ledger.ImportedTwice();
        var seen = new List<string>();
        var asked = 0;
        for (string? cursor = ""; cursor is not null; asked++)
        {
            var page = await ledger.Get($"/api/v1/lists/{list}/editions/2026-06-17/changes?limit={limit}&cursor={cursor}");
            seen.AddRange(Rows(page).Select(row => row.Code));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        seen.ShouldBe(["A5", "A1", "A2", "A4"]);
        asked.ShouldBe(pages);
    }

    [Theory]
    [InlineData("cursor=9-A1")]
    [InlineData("cursor=1")]
    [InlineData("cursor=%27%20or%201=1")]
    [InlineData("limit=0")]
    [InlineData("validAt=2026-06-17")]
    public async Task What_the_service_did_not_give_or_does_not_know_is_400(string query)
    {
        var list = await ledger.ImportedTwice();
        using var answer = await ledger.Client.GetAsync($"/api/v1/lists/{list}/editions/2026-06-17/changes?{query}");
        await answer.ShouldBeProblem(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("2026-06-18")]
    [InlineData("2026-02-30")]
    [InlineData("2026-6-17")]
    [InlineData("newest")]
    public async Task An_edition_that_there_is_not_is_404(string edition)
    {
        var list = await ledger.ImportedTwice();
        using var answer = await ledger.Client.GetAsync($"/api/v1/lists/{list}/editions/{edition}/changes");
        await answer.ShouldBeProblem(HttpStatusCode.NotFound);
        using var stranger = await ledger.Client.GetAsync("/api/v1/lists/no-such-list/editions/2026-06-17/changes");
        await stranger.ShouldBeProblem(HttpStatusCode.NotFound);
    }

    private static List<(string Kind, string Code, string Name, string? From, string? To)> Rows(JsonElement answer) =>
    [
        .. answer.GetProperty("changes").EnumerateArray().Select(row => (
            row.GetProperty("kind").GetString()!, row.GetProperty("code").GetString()!, row.GetProperty("name").GetString()!,
            Text(row, "from"), Text(row, "to"))),
    ];

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var text) ? text.GetString() : null;
}
