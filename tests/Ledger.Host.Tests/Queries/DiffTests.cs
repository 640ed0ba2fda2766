using System.Net;
using System.Text.Json;

namespace Ledger.Host.Tests.Queries;

[Collection(OneLedger.Name)]
public sealed class DiffTests(RunningLedger ledger)
{
    [Fact]
    public async Task Between_two_positions_it_says_what_became_known_and_by_which_facts()
    {
        var id = await ledger.Listed("甲差异虚构中心");
        var before = await Head();
        await ledger.Done($"/institutions/{id}/renamings", new { name = "乙差异虚构中心", on = "2024-05-01" });
        await ledger.Delisted(id);
        await ledger.CaughtUp();
        var after = await Head();

        var diff = await ledger.Get($"/api/v1/institutions/{id}/diff?from={before}&to={after}");

        diff.GetProperty("position").GetInt64().ShouldBe(after);
        diff.GetProperty("from").GetProperty("knownAt").GetInt64().ShouldBe(before);
        Changed(diff, "institution").ShouldBe([("name", "甲差异虚构中心", "乙差异虚构中心")]);
        Changed(diff, "listing").ShouldContain(("status", "listed", "delisted"));
        Changed(diff, "listing").ShouldContain(("ground", null, "出具虚假学时证明"));
        var facts = diff.GetProperty("facts").GetProperty("told").EnumerateArray().ToList();
        facts.Select(fact => fact.GetProperty("type").GetString()).ShouldContain("institution.delisted.v1");
        facts.ShouldAllBe(fact => fact.GetProperty("position").GetInt64() > before);
        var delisted = facts.Single(fact => fact.GetProperty("type").GetString() == "institution.delisted.v1");
        delisted.GetProperty("article").GetString().ShouldBe("259:第二十五条");
        delisted.GetProperty("document").GetString().ShouldBe("赣人社字〔2024〕88号");

        var back = await ledger.Get($"/api/v1/institutions/{id}/diff?from={after}&to={before}");
        Changed(back, "institution").ShouldBe([("name", "乙差异虚构中心", "甲差异虚构中心")]);
        (await ledger.Get($"/api/v1/institutions/{id}/diff?from={after}&to={after}")).GetProperty("difference").GetProperty("changed")
            .GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Between_two_days_it_says_what_came_into_force()
    {
        var id = await ledger.Listed("按日差异虚构中心");
        await ledger.CaughtUp();

        var diff = await ledger.Get($"/api/v1/institutions/{id}/diff?from=2024-02-29&to=2024-03-01");

        diff.GetProperty("difference").GetProperty("added").EnumerateArray().Single().GetProperty("kind").GetString().ShouldBe("listing");
        diff.GetProperty("facts").GetProperty("told").EnumerateArray().Single().GetProperty("type").GetString()
            .ShouldBe("institution.listed.v1");
        var first = diff.GetProperty("facts").GetProperty("told")[0].GetProperty("position").GetInt64();
        (await ledger.Get($"/api/v1/institutions/{id}/diff?from=2024-02-29&to=2024-03-01&knownAt={first - 1}"))
            .GetProperty("difference").GetProperty("added").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_directorys_difference_comes_in_pages_that_stand_at_the_same_points()
    {
        var before = await Head();
        var listed = new List<string>();
        for (var number = 0; number < 3; number++)
            listed.Add(await ledger.Listed($"目录差异虚构中心{number}"));
        await ledger.Delisted(listed[1]);
        await ledger.CaughtUp();
        var after = await Head();

        var seen = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await ledger.Get($"/api/v1/institutions/diff?from={before}&to={after}&kind=public&limit=1&cursor={cursor}");
            page.GetProperty("to").GetProperty("knownAt").GetInt64().ShouldBe(after);
            seen.AddRange(page.GetProperty("changes").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }

        // One was listed and delisted in between: at neither point is it in the directory.
        seen.Select(change => change.GetProperty("institution").GetString()).ShouldBe(
            listed.Where(id => id != listed[1]).Order(StringComparer.Ordinal));
        seen.ShouldAllBe(change => change.GetProperty("change").GetString() == "added");

        var days = await ledger.Get($"/api/v1/institutions/diff?from=2024-07-31&to=2024-08-01&knownAt={after}&limit=200");
        var removed = days.GetProperty("changes").EnumerateArray()
            .Single(change => change.GetProperty("institution").GetString() == listed[1]);
        (removed.GetProperty("change").GetString(), removed.GetProperty("ended").GetString()).ShouldBe(("removed", "delisted"));
        removed.GetProperty("decision").GetString()!.ShouldStartWith("dec");
    }

    [Fact]
    public async Task A_persons_hours_are_compared_entry_by_entry()
    {
        var id = await ledger.Registered("学时差异虚构中心");
        var person = await ledger.Recognised(8m, id);
        await ledger.CaughtUp();

        var diff = await ledger.Get($"/api/v1/credit-hours/{person}/2024/diff?from=2024-06-30&to=2024-07-01");

        Changed(diff, "account").ShouldContain(("total", "0", "8"));
        Changed(diff, "entry").ShouldContain(("status", "claimed", "recognised"));
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("from=1", "to")]
    [InlineData("from=yesterday&to=1", "from")]
    [InlineData("from=1&to=2024-13-01", "to")]
    [InlineData("from=0&to=1&cursor=x", "cursor")]
    [InlineData("from=0&to=1&since=1", "since")]
    public async Task What_is_no_question_is_400(string query, string field)
    {
        using var answer = await ledger.Client.GetAsync($"/api/v1/institutions/diff?{query}");
        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "request.invalid");
        problem.Errors().ShouldContain(error => error.Item1 == field);
    }

    [Fact]
    public async Task An_institution_that_is_known_at_neither_point_is_404()
    {
        using var answer = await ledger.Client.GetAsync("/api/v1/institutions/nobody/diff?from=0&to=2024-01-01");
        await answer.ShouldBeProblem(HttpStatusCode.NotFound, "institution.not-found");
    }

    [Fact]
    public async Task The_pages_show_a_form_and_then_the_difference()
    {
        var id = await ledger.Listed("页面差异虚构中心");
        var person = await ledger.Recognised(8m, id);
        await ledger.CaughtUp();

        (await ledger.Client.GetStringAsync($"/institutions/{id}/diff")).ShouldContain("name=\"from\"");
        var institution = await ledger.Client.GetStringAsync($"/institutions/{id}/diff?from=2024-02-29&to=2024-03-01");
        foreach (var said in (string[])["新增", "推荐目录", "列入推荐目录并公布", "2023-1:第七条", "value=\"2024-02-29\""])
            institution.ShouldContain(said);
        var directory = await ledger.Client.GetStringAsync("/directory/diff?from=2024-02-29&to=2024-03-01&kind=public");
        foreach (var said in (string[])["新列入", "页面差异虚构中心", $"/institutions/{id}"])
            directory.ShouldContain(said);
        (await ledger.Client.GetStringAsync("/directory")).ShouldContain("href=\"/directory/diff\"");
        (await ledger.Client.GetStringAsync($"/credit-hours/{person}/2024/diff?from=2024-06-30&to=2024-07-01")).ShouldContain("已认定");
        (await ledger.Client.GetStringAsync($"/credit-hours/{person}/2024")).ShouldContain($"/credit-hours/{person}/2024/diff");
        using var wrong = await ledger.Client.GetAsync($"/institutions/{id}/diff?from=x&to=1");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static List<(string Field, string? Before, string? After)> Changed(JsonElement diff, string kind) =>
    [
        .. diff.GetProperty("difference").GetProperty("changed").EnumerateArray()
            .Where(change => change.GetProperty("kind").GetString() == kind)
            .SelectMany(change => change.GetProperty("fields").EnumerateArray())
            .Select(field => (field.GetProperty("field").GetString()!, Text(field, "before"), Text(field, "after"))),
    ];

    private static string? Text(JsonElement field, string name) => field.TryGetProperty(name, out var text) ? text.GetString() : null;

    private Task<long> Head() => ledger.Ledger.Store.Head(CancellationToken.None);
}
