using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.EventStore;

namespace Ledger.Host.Tests.Queries;

[Collection(OneLedger.Name)]
public sealed class CursorTests(RunningLedger ledger)
{
    [Theory]
    [InlineData(37)]
    [InlineData(200)]
    public async Task Pages_over_500_rows_have_no_gap_and_no_double_while_others_write(int limit)
    {
        var list = Scenes.NewId("list");
        await Append(list, "a", 500);
        await ledger.CaughtUp();
        var expected = Enumerable.Range(0, 500).Select(number => $"{list}-a{number}").Order(StringComparer.Ordinal);

        var seen = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = await ledger.Get($"/api/v1/institutions?list={list}&limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.AddRange(page.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("institution").GetString()!));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            await Append(list, $"late{pages++}x", 20);
            await ledger.CaughtUp();
        }
        while (cursor is not null);

        seen.Order(StringComparer.Ordinal).ShouldBe(expected);
    }

    [Fact]
    public async Task A_cursor_that_was_tampered_with_is_400_or_a_page_and_never_a_fault()
    {
        var list = Scenes.NewId("list");
        await Append(list, "a", 5);
        await ledger.CaughtUp();
        var cursor = (await ledger.Get($"/api/v1/institutions?list={list}&limit=2")).GetProperty("nextCursor").GetString()!;

        for (var at = 0; at < cursor.Length; at += 3)
        {
            var bent = cursor[..at] + (cursor[at] == 'A' ? 'B' : 'A') + cursor[(at + 1)..];
            using var answer = await ledger.Client.GetAsync($"/api/v1/institutions?list={list}&limit=2&cursor={bent}");
            ((int)answer.StatusCode).ShouldBeOneOf(200, 400);
        }
    }

    private async Task Append(string list, string prefix, int count)
    {
        var act = new Act(new DateOnly(2024, 1, 1), "虚构部门");
        var streams = Enumerable.Range(0, count).Select(number =>
        {
            var code = $"{prefix}{number}";
            var fact = new EntryListed(act, list, code, $"虚构大学{code}", "虚构省", "虚构市", "虚构厅", "本科", null);
            return new StreamAppend(
                StreamIds.Institution($"{list}-{code}"), "institution", ExpectedVersion.NoStream, [FactCodec.Encode(Guid.NewGuid(), fact)]);
        });
        var outcome = await ledger.Ledger.Store.BulkAppend([.. streams], EventMetadata.None, CancellationToken.None);
        outcome.ShouldBeOfType<AppendOutcome.Appended>();
    }
}
