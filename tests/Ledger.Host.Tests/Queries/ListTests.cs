using Ledger.Application.Commands;
using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.EventStore;

namespace Ledger.Host.Tests.Queries;

[Collection(OneLedger.Name)]
public sealed class ListTests(RunningLedger ledger)
{
    [Fact]
    public async Task Lists_and_their_editions_can_be_asked_for()
    {
        var list = Scenes.NewId("list");
        await Import(list, new DateOnly(2025, 6, 20), 10);
        await Import(list, new DateOnly(2026, 6, 17), 12);

        var known = (await ledger.Get("/api/v1/lists")).GetProperty("lists").EnumerateArray()
            .Single(one => one.GetProperty("list").GetString() == list);
        known.GetProperty("newestEdition").GetString().ShouldBe("2026-06-17");
        known.GetProperty("rows").GetInt32().ShouldBe(12);
        known.GetProperty("editions").GetInt32().ShouldBe(2);
        (await ledger.Get($"/api/v1/lists/{list}/editions")).GetProperty("editions").EnumerateArray()
            .Select(edition => edition.GetProperty("edition").GetString()).ShouldBe(["2026-06-17", "2025-06-20"]);
    }

    private async Task Import(string list, DateOnly edition, int rows)
    {
        var fact = new EditionImported(
            new Act(edition, "虚构部门"), list, "虚构名单", "虚构部门", new string('a', 64), new string('b', 64), rows, rows, 0, 0, 0);
        var append = new StreamAppend(StreamIds.List(list), "list", ExpectedVersion.Any, [FactCodec.Encode(Guid.NewGuid(), fact)]);
        (await ledger.Ledger.Store.Append(new AppendRequest([append], EventMetadata.None), CancellationToken.None))
            .ShouldBeOfType<AppendOutcome.Appended>();
    }
}
