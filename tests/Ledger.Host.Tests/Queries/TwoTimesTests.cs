namespace Ledger.Host.Tests.Queries;

[Collection(OneLedger.Name)]
public sealed class TwoTimesTests(RunningLedger ledger)
{
    [Fact]
    public async Task An_old_name_finds_the_institution_and_says_which_name_it_was()
    {
        var word = Word();
        var id = await ledger.Listed($"{word}培训中心");
        await ledger.Done($"/institutions/{id}/renamings", new { name = $"{Word()}学院", on = "2024-05-01" });
        await ledger.CaughtUp();

        var row = (await ledger.Get($"/api/v1/institutions?text={word}")).GetProperty("rows").EnumerateArray().Single();
        row.GetProperty("institution").GetString().ShouldBe(id);
        row.GetProperty("oldNameMatched").GetString().ShouldBe($"{word}培训中心");
        var then = (await ledger.Get($"/api/v1/institutions?text={word}&validAt=2024-04-30")).GetProperty("rows").EnumerateArray().Single();
        then.GetProperty("name").GetString().ShouldBe($"{word}培训中心");
        (await ledger.Get($"/api/v1/institutions/{id}/names")).GetProperty("names").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task What_was_listed_on_a_day_and_what_was_known_at_a_position_are_both_one_query()
    {
        var word = Word();
        var id = await ledger.Listed($"{word}培训中心");
        await ledger.CaughtUp();
        var before = (await ledger.Get($"/api/v1/institutions/{id}/history")).GetProperty("position").GetInt64();
        await ledger.Delisted(id);
        await ledger.CaughtUp();

        (await Rows($"text={word}&validAt=2024-07-31")).ShouldBe(1);
        (await Rows($"text={word}&validAt=2024-08-01")).ShouldBe(0);
        (await Rows($"text={word}&validAt=2024-08-01&knownAt={before}")).ShouldBe(1);
        (await Rows($"text={word}&validAt=2024-02-29")).ShouldBe(0);
        (await Rows($"text={word}&validAt=2024-07-31&knownAt=2000-01-01T00:00:00%2B08:00")).ShouldBe(0);
        (await Rows($"text={word}&validAt=2024-07-31&knownAt=2000-01-01T00:00:00+08:00")).ShouldBe(0);
    }

    [Fact]
    public async Task A_history_can_be_read_as_it_was_known_and_leaves_out_what_takes_effect_later()
    {
        var id = await ledger.Listed("沿革虚构中心");
        var all = (await ledger.Get($"/api/v1/institutions/{id}/history")).GetProperty("facts");
        all.GetArrayLength().ShouldBe(5);
        var third = all[2].GetProperty("position").GetInt64();

        (await ledger.Get($"/api/v1/institutions/{id}/history?knownAt={third}")).GetProperty("facts").GetArrayLength().ShouldBe(3);
        (await ledger.Get($"/api/v1/institutions/{id}/history?validAt=2024-02-20")).GetProperty("facts").GetArrayLength().ShouldBe(4);
        var listed = all[4];
        listed.GetProperty("what").GetProperty("zh").GetString().ShouldBe("列入推荐目录并公布");
        listed.GetProperty("article").GetProperty("documentNumber").GetString().ShouldBe("赣人社规〔2023〕1号");
        listed.GetProperty("actor").GetString().ShouldBe("local");
    }

    [Fact]
    public async Task A_read_at_a_fixed_position_stays_the_same_to_the_byte()
    {
        var id = await ledger.Listed("定点虚构中心");
        await ledger.CaughtUp();
        var position = (await ledger.Get($"/api/v1/institutions/{id}/history")).GetProperty("position").GetInt64();
        var addresses = (string[])[
            $"/api/v1/institutions/{id}?knownAt={position}&validAt=2024-07-01", $"/api/v1/institutions/{id}/history?knownAt={position}",
            $"/api/v1/institutions?knownAt={position}&validAt=2024-07-01&limit=200",
        ];
        var before = await Task.WhenAll(addresses.Select(ledger.Client.GetStringAsync));

        await ledger.Done($"/institutions/{id}/renamings", new { name = "后来虚构中心", on = "2024-05-01" });
        await ledger.CaughtUp();

        (await Task.WhenAll(addresses.Select(ledger.Client.GetStringAsync))).ShouldBe(before);
    }

    [Fact]
    public async Task Every_read_at_a_fixed_position_is_the_same_to_the_byte_and_kept_for_ever()
    {
        var id = await ledger.Listed("恒定虚构中心");
        var list = await ledger.ImportedTwice();
        var person = await ledger.Recognised(8.5m, id);
        await ledger.CaughtUp();
        var position = await ledger.Ledger.Store.Head(CancellationToken.None);
        var addresses = Addresses(id, list, person).Select(address => $"{address}{(address.Contains('?') ? '&' : '?')}knownAt={position}")
            .Concat([$"/api/v1/institutions/{id}/diff?from=1&to={position}", $"/api/v1/institutions/diff?from=1&to={position}&limit=200"])
            .ToList();
        var before = new List<string>();
        foreach (var address in addresses)
        {
            using var answer = await ledger.Client.GetAsync(address);
            answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, address);
            answer.Headers.CacheControl!.ToString().ShouldBe(
                address.Contains("/credit-hours/") ? "no-cache, private" : "public, max-age=31536000, immutable", address);
            answer.Headers.ETag!.IsWeak.ShouldBeFalse();
            (await RunningLedger.Json(answer)).GetProperty("position").GetInt64().ShouldBe(position, address);
            before.Add(answer.Headers.ETag + await answer.Content.ReadAsStringAsync());
        }

        await ledger.Done($"/institutions/{id}/renamings", new { name = "不再恒定虚构中心", on = "2024-05-01" });
        await ledger.Imported(list, "2026-07-17", null, "己虚构学院,A6,虚构厅");
        await ledger.Recognised(1.25m, id, person);
        await ledger.CaughtUp();

        for (var at = 0; at < addresses.Count; at++)
        {
            using var answer = await ledger.Client.GetAsync(addresses[at]);
            (answer.Headers.ETag + await answer.Content.ReadAsStringAsync()).ShouldBe(before[at], addresses[at]);
        }
    }

    [Fact]
    public async Task A_read_without_a_position_is_asked_again_each_time()
    {
        using var now = await ledger.Client.GetAsync("/api/v1/lists");
        now.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        using var then = await ledger.Client.GetAsync("/api/v1/lists?knownAt=2020-01-01T00:00:00Z");
        then.Headers.CacheControl!.ToString().ShouldBe("no-cache");
    }

    [Theory]
    [InlineData("/api/v1/institutions?knownAt={0}", "knownAt")]
    [InlineData("/api/v1/institutions/x/history?knownAt={0}", "knownAt")]
    [InlineData("/api/v1/annual-summaries/regions/360000/2024?knownAt={0}", "knownAt")]
    [InlineData("/api/v1/editions?knownAt={0}", "knownAt")]
    [InlineData("/api/v1/institutions/diff?from=1&to={0}", "to")]
    [InlineData("/api/v1/institutions/x/diff?from=2024-01-01&to=2024-02-01&knownAt={0}", "knownAt")]
    [InlineData("/institutions/x?knownAt={0}", null)]
    public async Task A_position_that_is_not_there_yet_is_refused_and_the_head_is_told(string address, string? field)
    {
        using var answer = await ledger.Client.GetAsync(string.Format(null, address, 900_000_000_000));
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        if (field is not null)
        {
            var problem = await answer.ShouldBeProblem(System.Net.HttpStatusCode.BadRequest, "request.invalid");
            problem.Errors().ShouldContain((field, "query.beyond-head"));
        }
    }

    [Fact]
    public async Task A_time_to_come_is_refused()
    {
        using var answer = await ledger.Client.GetAsync("/api/v1/institutions?knownAt=2090-01-01T00:00:00Z");
        var problem = await answer.ShouldBeProblem(System.Net.HttpStatusCode.BadRequest, "request.invalid");
        problem.Errors().ShouldContain(("knownAt", "query.to-come"));
    }

    [Fact]
    public async Task Hours_and_figures_are_read_of_a_day_too()
    {
        var id = await ledger.Registered("按日虚构中心");
        var person = await ledger.Recognised(8m, id);
        await ledger.CaughtUp();

        // Claimed on 2024-06-30 and recognised on 2024-07-01.
        (await Total($"/api/v1/credit-hours/{person}/2024?validAt=2024-06-30")).ShouldBe(0);
        (await Total($"/api/v1/credit-hours/{person}/2024?validAt=2024-07-01")).ShouldBe(8);
        (await Figure($"/api/v1/annual-summaries/institutions/{id}/2024?validAt=2024-06-30")).ShouldBe(0);
        (await Figure($"/api/v1/annual-summaries/institutions/{id}/2024?validAt=2024-07-01")).ShouldBe(8);
        (await Figure($"/api/v1/annual-summaries/institutions/{id}/2024")).ShouldBe(8);
        (await ledger.Client.GetStringAsync($"/credit-hours/{person}/2024?validAt=2024-06-30")).ShouldContain("只计 2024-06-30 为止生效的");

        async Task<decimal> Total(string address) => (await ledger.Get(address)).GetProperty("total").GetDecimal();
        async Task<decimal> Figure(string address) =>
            (await ledger.Get(address)).GetProperty("figures").GetProperty("hours").GetDecimal();
    }

    [Fact]
    public async Task Whoever_has_written_reads_what_it_wrote()
    {
        var id = await ledger.Registered("即读虚构中心");
        await ledger.Done($"/institutions/{id}/renamings", new { name = "即读新虚构中心", on = "2024-05-01" });

        var read = await ledger.Get($"/api/v1/institutions/{id}");

        read.GetProperty("institution").GetProperty("name").GetString().ShouldBe("即读新虚构中心");
        read.GetProperty("version").GetInt64().ShouldBe(2);
    }

    private static string[] Addresses(string id, string list, Guid person) =>
    [
        "/api/v1/institutions?limit=200", $"/api/v1/institutions/{id}", $"/api/v1/institutions/{id}/names",
        $"/api/v1/institutions/{id}/history", "/api/v1/lists", $"/api/v1/lists/{list}/editions",
        $"/api/v1/lists/{list}/editions/2026-06-17/changes", $"/api/v1/annual-summaries/institutions/{id}/2024",
        "/api/v1/annual-summaries/regions/360000/2024", "/api/v1/editions", $"/api/v1/credit-hours/{person}/2024",
        $"/api/v1/credit-hours/{person}/2024?validAt=2024-06-30",
    ];

    private async Task<int> Rows(string query) => (await ledger.Get($"/api/v1/institutions?{query}")).GetProperty("rows").GetArrayLength();

    /// <summary>Rare characters, so that no other test's institution is found.</summary>
    private static string Word() => string.Concat(Enumerable.Range(0, 6).Select(_ => (char)Random.Shared.Next(0x4E00, 0x9FA5)));
}
