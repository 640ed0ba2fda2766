using Ledger.Domain.Institutions;
using Ledger.Projections.Directory;
using static Ledger.Projections.Tests.Said;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Directory;

public sealed class DirectorySearchTests
{
    private static readonly DateOnly Today = new(2025, 1, 1);

    [Fact]
    public async Task An_old_name_finds_the_new_one_and_says_so()
    {
        await using var ledger = await Create();
        await List(ledger, "a", "南昌航空工业学院");
        await ledger.Append(Institution("a"), Renamed(On(2024, 5, 1), "南昌航空工业学院", "南昌航空大学"));
        await ledger.CatchUp();

        var row = (await Search(ledger, "工业学院")).ShouldHaveSingleItem();
        row.Name.ShouldBe("南昌航空大学");
        row.OldNameMatched.ShouldBe("南昌航空工业学院");
        (await Search(ledger, "航空大学")).ShouldHaveSingleItem().OldNameMatched.ShouldBeNull();
    }

    [Fact]
    public async Task Exact_comes_before_beginning_before_containing_before_former_names()
    {
        await using var ledger = await Create();
        await List(ledger, "1-former", "江西学院");
        await ledger.Append(Institution("1-former"), Renamed(On(2024, 5, 1), "江西学院", "赣江大学"));
        await List(ledger, "2-containing", "新江西学院");
        await List(ledger, "3-beginning", "江西学院分院");
        await List(ledger, "4-exact", "江西学院");
        await ledger.CatchUp();

        (await Search(ledger, "江西学院")).Select(row => row.Institution)
            .ShouldBe(["4-exact", "3-beginning", "2-containing", "1-former"]);
    }

    [Theory]
    [InlineData("ＡＢＣ培训")]
    [InlineData("abc 培训")]
    [InlineData("c")]
    [InlineData("训（")]
    [InlineData("𠮷")]
    public async Task Width_case_spaces_and_rare_characters_do_not_matter(string text)
    {
        await using var ledger = await Create();
        await List(ledger, "a", "Abc　培训（𠮷安）");
        await ledger.CatchUp();
        (await Search(ledger, text)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("%")]
    [InlineData("'; drop table directory.name; --")]
    [InlineData("\0")]
    [InlineData("\uD842")]
    [InlineData("训培")]
    public async Task What_is_in_no_name_finds_nothing(string text)
    {
        await using var ledger = await Create();
        await List(ledger, "a", "甲培训");
        await ledger.CatchUp();
        (await Search(ledger, text)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_stand_at_the_position_of_the_first_one()
    {
        await using var ledger = await Create();
        foreach (var index in Enumerable.Range(0, 7))
            await List(ledger, $"a{index}", $"学院{(char)('甲' + index)}");
        await ledger.CatchUp();
        var first = await ledger.Directory.Search(new DirectorySearch("学院", Today, Limit: 3), Never);
        await List(ledger, "a0-new", "学院");
        await ledger.Append(Institution("a5"), Delisted(On(2024, 2, 1), "l-a5"));
        await ledger.CatchUp();

        var rows = first.Rows.ToList();
        for (var cursor = first.NextCursor; cursor is not null;)
        {
            var page = await ledger.Directory.Search(new DirectorySearch("学院", Today, Cursor: cursor, Limit: 3), Never);
            page.Position.ShouldBe(first.Position);
            rows.AddRange(page.Rows);
            cursor = page.NextCursor;
        }

        rows.Select(row => row.Institution).Order().ShouldBe(Enumerable.Range(0, 7).Select(index => $"a{index}"));
        (await Search(ledger, "学院")).Select(row => row.Institution).ShouldContain("a0-new");
    }

    [Fact]
    public async Task Filters_narrow_by_kind_list_and_division()
    {
        await using var ledger = await Create();
        await List(ledger, "a", "甲学院", "360102", ListingKind.Online);
        await List(ledger, "b", "乙学院", "330100");
        await ledger.Append(Institution("c"), OnList(On(2024, 1, 1), "moe", "1", "丙大学"));
        await ledger.CatchUp();

        async Task<string[]> With(DirectorySearch search) =>
            [.. (await ledger.Directory.Search(search, Never)).Rows.Select(row => row.Institution).Order()];
        (await With(new(null, Today, Kind: "online"))).ShouldBe(["a"]);
        (await With(new(null, Today, Kind: "published"))).ShouldBe(["c"]);
        (await With(new(null, Today, List: "moe"))).ShouldBe(["c"]);
        (await With(new(null, Today, Division: "360000"))).ShouldBe(["a"]);
        (await With(new(null, Today, Division: "330100"))).ShouldBe(["b"]);
        (await With(new(null, Today, Division: "江西省"))).ShouldBe(["c"]);
        (await With(new(null, Today))).ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("e30")]
    [InlineData("not a cursor")]
    [InlineData("eyJSYW5rIjoxfQ")]
    public void A_text_that_is_no_cursor_is_told_from_one(string text) => DirectoryCursor.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public async Task Names_are_found_by_their_tokens_index()
    {
        await using var ledger = await Create();
        await ledger.AppendAll(Enumerable.Range(0, 20_000).Select(index =>
            (Institution($"i{index}"), (IReadOnlyList<Ledger.Domain.Kernel.IFact>)
            [OnList(On(2024, 1, 1), "moe", $"{index}", $"第{(char)(0x4E00 + index % 5_000)}{(char)(0x5000 + index / 7)}学院")])));
        await ledger.CatchUp();
        await ledger.Scalar("analyze; select 1");

        var sql = SearchSql.ByText;
        const string Parameters =
            "'2024-06-01'::date, null::bigint, null, null, null, null, null, null, null, null, null, 51, '丁倐', array['丁倐']";
        var plan = await ledger.Lines(
            $"prepare s(date, bigint, text, text, text, text, int, text, text, text, text, int, text, text[]) as {sql}; "
            + $"explain (analyze) execute s({Parameters})");
        plan.ShouldContain("name_tokens");
        plan.ShouldContain("entry_institution_list_code");
        plan.ShouldNotContain("Seq Scan on name");
        plan.ShouldNotContain("Seq Scan on entry");
    }

    private static async Task<IReadOnlyList<DirectoryRow>> Search(TestLedger ledger, string text) =>
        (await ledger.Directory.Search(new DirectorySearch(text, Today), Never)).Rows;

    private static async Task List(
        TestLedger ledger, string id, string name, string division = "360102", ListingKind kind = ListingKind.Public)
    {
        await ledger.Append(Institution(id), Registered(On(2024, 1, 1), name, division));
        await ledger.Append(Institution(id), Listed(On(2024, 1, 2), $"l-{id}", kind));
    }
}
