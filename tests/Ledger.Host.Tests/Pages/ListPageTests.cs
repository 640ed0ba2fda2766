using System.Net;
using System.Text.RegularExpressions;
using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.EventStore;

namespace Ledger.Host.Tests.Pages;

[Collection(OneLedger.Name)]
public sealed partial class ListPageTests(RunningLedger ledger)
{
    [Fact]
    public async Task From_the_lists_one_comes_to_an_edition_and_to_an_institution_that_it_changed()
    {
        var list = await ledger.ImportedTwice();

        (await ledger.Client.GetStringAsync("/lists")).ShouldContain($"href=\"/lists/{list}\"");
        var editions = await ledger.Client.GetStringAsync($"/lists/{list}");
        editions.IndexOf($"/lists/{list}/2026-06-17", StringComparison.Ordinal).ShouldBeLessThan(
            editions.IndexOf($"/lists/{list}/2025-06-20", StringComparison.Ordinal));
        var changes = await ledger.Client.GetStringAsync($"/lists/{list}/2026-06-17");
        foreach (var said in (string[])["新列入 1，更名 1，主管部门变更 1", "甲虚构学院", "甲虚构大学", "虚构委", "不属于处分"])
            changes.ShouldContain(said);
        (await ledger.Client.GetStringAsync(Institution().Match(changes).Groups[1].Value)).ShouldContain("由 本机 记入");
    }

    [Fact]
    public async Task The_next_page_of_changes_is_linked()
    {
        var list = Scenes.NewId("list");
        await ledger.Imported(list, "2025-06-20", null, [.. Enumerable.Range(0, 300).Select(number => $"第{number}虚构学院,B{number:000},虚构厅")]);

        var seen = new List<string>();
        for (var address = $"/lists/{list}/2025-06-20"; address.Length > 0;)
        {
            var html = await ledger.Client.GetStringAsync(address);
            seen.AddRange(Institution().Matches(html).Select(match => match.Groups[1].Value));
            address = WebUtility.HtmlDecode(NextPage().Match(html).Groups[1].Value);
        }

        seen.ShouldBe(Enumerable.Range(0, 300).Select(number => $"/institutions/{list}-B{number:000}"));
    }

    [Fact]
    public async Task The_title_of_the_newest_edition_is_what_people_read()
    {
        var list = Scenes.NewId("list");
        await ledger.Imported(list, "2024-06-20", "虚构旧名单", "甲虚构学院,C1,虚构厅");
        await ledger.Imported(list, "2025-06-20", "虚构新名单", "甲虚构学院,C1,虚构厅", "乙虚构学院,C2,虚构厅");
        await ledger.Imported(list, "2026-06-20", null, "甲虚构学院,C1,虚构厅", "乙虚构学院,C2,虚构厅");

        string[] addresses = ["/lists", $"/lists/{list}", $"/lists/{list}/2026-06-20", $"/institutions/{list}-C1", "/directory"];
        foreach (var address in addresses)
        {
            var html = await ledger.Client.GetStringAsync(address);
            html.ShouldContain("虚构新名单", customMessage: address);
        }

        (await ledger.Client.GetStringAsync($"/lists/{list}")).ShouldContain("<h1>虚构新名单</h1>");
    }

    [Fact]
    public async Task A_title_and_a_name_that_would_be_markup_are_shown_as_they_are()
    {
        var list = Scenes.NewId("list");
        await ledger.Imported(list, "2025-06-20", "<b>虚构</b>名单", "<script>alert(1)</script>,D1,<img src=x>");

        foreach (var address in (string[])["/lists", $"/lists/{list}", $"/lists/{list}/2025-06-20"])
        {
            var html = await ledger.Client.GetStringAsync(address);
            html.ShouldContain("&lt;b&gt;");
            html.ShouldNotContain("<b>");
            html.ShouldNotContain("<script");
            html.ShouldNotContain("<img");
        }

        (await ledger.Client.GetStringAsync($"/lists/{list}/2025-06-20")).ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    [Theory]
    [InlineData("/lists/no-such-list", HttpStatusCode.NotFound)]
    [InlineData("/lists/no-such-list/2026-06-17", HttpStatusCode.NotFound)]
    [InlineData("/lists/{list}/2026-06-18", HttpStatusCode.NotFound)]
    [InlineData("/lists/{list}/2026-02-30", HttpStatusCode.NotFound)]
    [InlineData("/lists/{list}/2026-06-17?cursor=x", HttpStatusCode.BadRequest)]
    [InlineData("/lists/{list}?page=2", HttpStatusCode.BadRequest)]
    [InlineData("/lists?page=2", HttpStatusCode.BadRequest)]
    public async Task What_there_is_not_is_said_on_a_page(string address, HttpStatusCode status)
    {
        var list = await ledger.ImportedTwice();
        using var answer = await ledger.Client.GetAsync(address.Replace("{list}", list, StringComparison.Ordinal));
        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("返回首页");
    }

    [Fact]
    public async Task A_fact_without_a_recorder_has_no_sentence_about_one()
    {
        var list = Scenes.NewId("list");
        var act = new Act(new DateOnly(2025, 6, 20), ListScenes.Publisher);
        var fact = new EntryListed(act, list, "E1", "无人记名虚构学院", null, null, null, null, null);
        var append = new StreamAppend(
            StreamIds.Institution($"{list}-E1"), "institution", ExpectedVersion.NoStream, [FactCodec.Encode(Guid.NewGuid(), fact)]);
        await ledger.Ledger.Store.Append(new AppendRequest([append], EventMetadata.None), CancellationToken.None);
        await ledger.CaughtUp();

        (await ledger.Client.GetStringAsync($"/institutions/{list}-E1")).ShouldNotMatch(">由 [^<]* 记入<");
        var history = await ledger.Get($"/api/v1/institutions/{list}-E1/history");
        history.GetProperty("facts")[0].TryGetProperty("actor", out _).ShouldBeFalse();
    }

    [GeneratedRegex("<td data-label=\"机构\"><a href=\"(/institutions/[^\"]+)\"")]
    private static partial Regex Institution();

    [GeneratedRegex("<a href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex NextPage();
}
