using Ledger.Domain.Institutions;
using Ledger.Projections.Directory;
using static Ledger.Projections.Tests.Said;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Directory;

public sealed class DirectoryOnTwoTimesTests
{
    private static readonly DateOnly FirstOfMarch = new(2024, 3, 1);

    [Fact]
    public async Task Listed_on_a_day_and_as_it_was_known_are_one_query()
    {
        await using var ledger = await Create();
        await ledger.Append(Institution("a"), Registered(On(2024, 1, 1), "甲学院"));
        var listed = await ledger.Append(Institution("a"), Listed(On(2024, 1, 10), "l-1"));
        var delisted = await ledger.Append(Institution("a"), Delisted(On(2024, 2, 1), "l-1"));
        await ledger.CatchUp();

        (await Found(ledger, FirstOfMarch, listed)).ShouldBe(["甲学院"]);
        (await Found(ledger, FirstOfMarch, delisted)).ShouldBeEmpty();
        (await Found(ledger, new DateOnly(2024, 1, 31), delisted)).ShouldBe(["甲学院"]);
        (await Found(ledger, new DateOnly(2024, 1, 9), delisted)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_says_why_a_listing_has_ended()
    {
        await using var ledger = await Create();
        await ledger.Append(Institution("a"), Registered(On(2024, 1, 1), "甲学院"));
        await ledger.Append(Institution("a"), Listed(On(2024, 1, 10), "l-1"));
        await ledger.Append(Institution("a"), Delisted(On(2024, 2, 1), "l-1"));
        await ledger.CatchUp();

        var details = (await ledger.Directory.Institution("a", FirstOfMarch, null, Never)).ShouldNotBeNull();
        details.Position.ShouldBe(3);
        details.Division.ShouldBe("360102");
        var ended = details.Entries.Single(entry => entry.ValidFrom <= FirstOfMarch && entry.ValidTo is null);
        ended.Status.ShouldBe(EntryStatus.Delisted);
        ended.Decision.ShouldBe("d-1");
        ended.Ground.ShouldBe("情节严重");
    }

    [Fact]
    public async Task What_a_change_of_contact_leaves_out_stays_as_it_was()
    {
        await using var ledger = await Create();
        await ledger.Append(Institution("a"), Registered(On(2024, 1, 1), "甲学院"));
        await ledger.Append(Institution("a"), new ContactChanged(On(2024, 1, 10), "合成路一号", "https://example.org/", null));
        await ledger.Append(Institution("a"), new ContactChanged(On(2024, 2, 1), "合成路二号", null, null));
        await ledger.Append(Institution("a"), new ContactChanged(On(2024, 2, 10), null, null, new Guid(1, 0, 0, new byte[8])));
        await ledger.CatchUp();

        var details = (await ledger.Directory.Institution("a", FirstOfMarch, null, Never)).ShouldNotBeNull();
        (details.Address, details.Website).ShouldBe(("合成路二号", "https://example.org/"));
    }

    [Fact]
    public async Task A_renaming_recorded_late_changes_the_past_only_for_those_who_ask_later()
    {
        await using var ledger = await Create();
        await ledger.Append(Institution("a"), Registered(On(2024, 1, 1), "甲学院"));
        var before = await ledger.Append(Institution("a"), Renamed(On(2024, 6, 1), "甲学院", "丙学院"));
        await ledger.CatchUp();
        var after = await ledger.Append(Institution("a"), Renamed(On(2024, 2, 1), "甲学院", "乙学院"));
        await ledger.CatchUp();

        (await Name(ledger, FirstOfMarch, before)).ShouldBe("甲学院");
        (await Name(ledger, FirstOfMarch, after)).ShouldBe("乙学院");
        (await Name(ledger, new DateOnly(2024, 7, 1), after)).ShouldBe("丙学院");
        (await ledger.Directory.Names("a", null, null, Never)).Names.Select(name => name.Name).ShouldBe(["甲学院", "乙学院", "丙学院"]);
    }

    [Fact]
    public async Task What_is_not_known_is_not_there()
    {
        await using var ledger = await Create();
        (await ledger.Directory.Institution("nobody", FirstOfMarch, null, Never)).ShouldBeNull();
        (await ledger.Directory.Search(new DirectorySearch("甲", FirstOfMarch), Never)).Rows.ShouldBeEmpty();
        (await ledger.Directory.Names("nobody", null, null, Never)).Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_says_how_far_it_is_behind_its_stream()
    {
        await using var ledger = await Create();
        await ledger.Append(Institution("a"), Registered(On(2024, 1, 1), "甲学院"));
        await ledger.Append(Institution("b"), Registered(On(2024, 1, 1), "乙学院"));
        (await ledger.Directory.Reading("a", FirstOfMarch, null, Never)).ShouldBe(new InstitutionReading(null, Version: 0, Last: 1));
        await ledger.CatchUp();
        var listed = await ledger.Append(Institution("a"), Listed(On(2024, 1, 10), "l-1"));

        var behind = await ledger.Directory.Reading("a", FirstOfMarch, null, Never);
        (behind.Found!.Position, behind.Version, behind.Last).ShouldBe((2, 1, listed));
        await ledger.CatchUp();
        var now = await ledger.Directory.Reading("a", FirstOfMarch, null, Never);
        (now.Found!.Position, now.Found.Entries.Count, now.Version, now.Last).ShouldBe((listed, 1, 2, listed));
        var then = await ledger.Directory.Reading("a", FirstOfMarch, 2, Never);
        (then.Found!.Position, then.Found.Entries.Count, then.Version, then.Last).ShouldBe((2, 0, 1, 1));
        (await ledger.Directory.Reading("nobody", FirstOfMarch, null, Never)).ShouldBe(InstitutionReading.Nothing);
        (await ledger.Directory.Reading("a\0", FirstOfMarch, null, Never)).ShouldBe(InstitutionReading.Nothing);
    }

    [Fact]
    public async Task No_longer_on_a_published_list_is_not_delisted()
    {
        await using var ledger = await Create();
        await ledger.Append(Institution("a"), OnList(On(2025, 6, 20), "moe", "4136010403", "甲大学"));
        await ledger.Append(Institution("a"), new Ledger.Domain.PublishedLists.EntryNoLongerListed(On(2026, 6, 17), "moe", "4136010403"));
        await ledger.CatchUp();

        (await Found(ledger, new DateOnly(2026, 6, 16), null)).ShouldBe(["甲大学"]);
        (await Found(ledger, new DateOnly(2026, 6, 17), null)).ShouldBeEmpty();
        var details = (await ledger.Directory.Institution("a", new DateOnly(2026, 6, 17), null, Never)).ShouldNotBeNull();
        details.Entries[^1].Status.ShouldBe(EntryStatus.Absent);
    }

    private static async Task<string[]> Found(TestLedger ledger, DateOnly day, long? known) =>
        [.. (await ledger.Directory.Search(new DirectorySearch(null, day, known), Never)).Rows.Select(row => row.Name)];

    private static async Task<string?> Name(TestLedger ledger, DateOnly day, long known) =>
        (await ledger.Directory.Institution("a", day, known, Never))?.Name;
}
