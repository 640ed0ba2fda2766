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
    public async Task Whoever_has_written_reads_what_it_wrote()
    {
        var id = await ledger.Registered("即读虚构中心");
        await ledger.Done($"/institutions/{id}/renamings", new { name = "即读新虚构中心", on = "2024-05-01" });

        var read = await ledger.Get($"/api/v1/institutions/{id}");

        read.GetProperty("institution").GetProperty("name").GetString().ShouldBe("即读新虚构中心");
        read.GetProperty("version").GetInt64().ShouldBe(2);
    }

    private async Task<int> Rows(string query) => (await ledger.Get($"/api/v1/institutions?{query}")).GetProperty("rows").GetArrayLength();

    /// <summary>Rare characters, so that no other test's institution is found.</summary>
    private static string Word() => string.Concat(Enumerable.Range(0, 6).Select(_ => (char)Random.Shared.Next(0x4E00, 0x9FA5)));
}
