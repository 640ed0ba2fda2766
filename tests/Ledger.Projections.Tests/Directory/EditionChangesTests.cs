using Ledger.Domain.Kernel;
using Ledger.Domain.PublishedLists;
using Ledger.Projections.Directory;
using static Ledger.Projections.Tests.Said;
using static Ledger.Projections.Tests.TestLedger;

namespace Ledger.Projections.Tests.Directory;

public sealed class EditionChangesTests
{
    private const string List = "colleges";
    private static readonly Act First = On(2025, 6, 20);
    private static readonly Act Second = On(2026, 6, 17);

    [Fact]
    public async Task An_edition_says_what_came_what_was_renamed_what_moved_and_what_is_gone()
    {
        await using var ledger = await TwoEditions();

        var page = await ledger.Directory.EditionChanges(List, Second.On, null, null, 50, Never);

        page.Changes.ShouldBe(
        [
            new(ListChangeKind.Added, "hei-5", "5", "戊学院", null, null),
            new(ListChangeKind.Renamed, "hei-1", "1", "甲大学", "甲学院", "甲大学"),
            new(ListChangeKind.AuthorityChanged, "hei-2", "2", "乙学院", "江西省", "教育部"),
            new(ListChangeKind.DetailsChanged, "hei-3", "3", "丙学院", "江西省 / 南昌市 / 本科 / —", "江西省 / 九江市 / 本科 / —"),
            new(ListChangeKind.Removed, "hei-4", "4", "丁学院", null, null),
        ]);
        page.Next.ShouldBeNull();
        page.Position.ShouldBe(9);
    }

    [Fact]
    public async Task Pages_of_changes_leave_nothing_out_and_say_nothing_twice()
    {
        await using var ledger = await TwoEditions();
        var whole = (await ledger.Directory.EditionChanges(List, Second.On, null, null, 50, Never)).Changes;

        var read = new List<ListChange>();
        ListChangeKey? after = null;
        do
        {
            var page = await ledger.Directory.EditionChanges(List, Second.On, null, after, 2, Never);
            read.AddRange(page.Changes);
            after = page.Next;
        }
        while (after is not null);

        read.ShouldBe(whole);
    }

    [Fact]
    public async Task The_first_edition_adds_all_of_it_and_a_day_between_changes_nothing()
    {
        await using var ledger = await TwoEditions();

        var first = await ledger.Directory.EditionChanges(List, First.On, null, null, 50, Never);
        first.Changes.Select(change => (change.Kind, change.Code, change.Name)).ShouldBe(
            [(ListChangeKind.Added, "1", "甲学院"), (ListChangeKind.Added, "2", "乙学院"), (ListChangeKind.Added, "3", "丙学院"),
                (ListChangeKind.Added, "4", "丁学院")]);
        (await ledger.Directory.EditionChanges(List, new(2026, 1, 1), null, null, 50, Never)).Changes.ShouldBeEmpty();
        (await ledger.Directory.EditionChanges("another", Second.On, null, null, 50, Never)).Changes.ShouldBeEmpty();
    }

    private static async Task<TestLedger> TwoEditions()
    {
        var ledger = await Create();
        foreach (var (code, name) in new[] { ("1", "甲学院"), ("2", "乙学院"), ("3", "丙学院"), ("4", "丁学院") })
            await ledger.Append(Institution($"hei-{code}"), OnList(First, List, code, name));
        await ledger.Append(Institution("hei-1"), new EntryRenamed(Second, List, "1", "甲学院", "甲大学"));
        await ledger.Append(Institution("hei-2"), new EntryAuthorityChanged(Second, List, "2", "江西省", "教育部"));
        await ledger.Append(Institution("hei-3"), new EntryDetailsChanged(Second, List, "3", "江西省", "九江市", "本科", null));
        await ledger.Append(Institution("hei-4"), new EntryNoLongerListed(Second, List, "4"));
        await ledger.Append(Institution("hei-5"), OnList(Second, List, "5", "戊学院"));
        await ledger.CatchUp();
        return ledger;
    }
}
